package flowlab.stats;

import flowlab.data.Covariance;
import flowlab.data.Gaussian;
import flowlab.data.Points;
import flowlab.nd.Shapes;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * W₂ between normals, or between the normals with the means and covariances of two samples:
 *
 * <pre>
 * W₂² = |m − n|² + tr( C + D − 2 (C^½ D C^½)^½ )
 * </pre>
 *
 * (Dowson and Landau, 1982). Of samples it sees two moments only, but with little noise.
 */
public final class Bures {
  private Bures() {}

  /** The distance W₂ of two normals. */
  public static double distance(Gaussian p, Gaussian q) {
    double squares = 0;
    double[] m = p.mean();
    double[] n = q.mean();
    if (m.length != n.length) {
      throw new IllegalArgumentException(
          "expected normals of one dimension, got %d and %d".formatted(m.length, n.length));
    }
    for (int i = 0; i < m.length; i++) squares += (m[i] - n[i]) * (m[i] - n[i]);
    double[][] root = p.covariance().squareRoot();
    double[][] between = symmetric(product(product(root, q.covariance().matrix()), root));
    squares += trace(p.covariance().matrix()) + trace(q.covariance().matrix());
    for (double deviation : Covariance.of(between).deviations()) squares -= 2 * deviation;
    return Math.sqrt(Math.max(0, squares));
  }

  /** W₂ of the normals with the moments of two samples, [n, d] and [m, d]. */
  public static double between(INDArray x, INDArray y) {
    Shapes.requireBatch("x", x);
    return distance(moments(x), moments(Shapes.requireBatch("y", y, x.columns())));
  }

  /** The normal with a sample's mean and covariance (divided by n). */
  public static Gaussian moments(INDArray x) {
    Points sample = new Points(x);
    return new Gaussian(sample.mean(), sample.covariance());
  }

  private static double[][] product(double[][] a, double[][] b) {
    double[][] c = new double[a.length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a.length; j++) {
        for (int k = 0; k < a.length; k++) c[i][j] += a[i][k] * b[k][j];
      }
    }
    return c;
  }

  /** Without the asymmetry that rounding left. */
  private static double[][] symmetric(double[][] a) {
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < i; j++) {
        a[i][j] = 0.5 * (a[i][j] + a[j][i]);
        a[j][i] = a[i][j];
      }
    }
    return a;
  }

  private static double trace(double[][] a) {
    double trace = 0;
    for (int i = 0; i < a.length; i++) trace += a[i][i];
    return trace;
  }
}
