package flowlab.solve;

import flowlab.VectorField;
import flowlab.nd.Shapes;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * ∇·u, row by row: {@code net::divergence}, {@code exact::divergence}, or an estimate from the
 * field alone.
 */
@FunctionalInterface
public interface Divergence {
  /**
   * ∇·u(x, t) at each row.
   *
   * @param x points, [n, d]
   * @return n numbers
   */
  double[] at(INDArray x, double t);

  /**
   * Central differences along each axis: 2d evaluations, error O(step²).
   *
   * @param step 1e-4 for fields in double; 1e-2 for nets in float
   */
  static Divergence differences(VectorField u, double step) {
    Shapes.requirePositive("the step", step);
    return (x, t) -> {
      int n = x.rows();
      int d = x.columns();
      double[] rows = Shapes.toRows(x);
      double[] sum = new double[n];
      double[] along = new double[rows.length];
      for (int c = 0; c < d; c++) {
        for (int i = 0; i < rows.length; i++) along[i] = i % d == c ? 1 : 0;
        addSlopes(u, rows, n, t, along, step, 1, sum);
      }
      return sum;
    };
  }

  /**
   * Hutchinson's estimate zᵀ ∇u z, the mean over a few z of independent signs (Grathwohl et al.,
   * 2019): right on average, with variance 2(‖A‖² − Σ a_ii²) / probes for the symmetric part A of
   * ∇u. Each z is drawn at the first call and kept for batches of the same shape, so that a solver
   * sees one field.
   *
   * <p>Belongs to one thread.
   */
  static Divergence hutchinson(VectorField u, double step, int probes, RandomGenerator random) {
    Shapes.requirePositive("the step", step);
    Shapes.requirePositive("the number of probes", probes);
    double[][] signs = new double[probes][];
    return (x, t) -> {
      int n = x.rows();
      double[] rows = Shapes.toRows(x);
      double[] sum = new double[n];
      for (int p = 0; p < probes; p++) {
        if (signs[p] == null || signs[p].length != rows.length) {
          signs[p] = new double[rows.length];
          for (int i = 0; i < rows.length; i++) signs[p][i] = random.nextBoolean() ? 1 : -1;
        }
        addSlopes(u, rows, n, t, signs[p], step, 1.0 / probes, sum);
      }
      return sum;
    };
  }

  /** sum_i += factor · zᵀ (u(x + step z) − u(x − step z)) / (2 step). */
  private static void addSlopes(
      VectorField u,
      double[] x,
      int n,
      double t,
      double[] z,
      double step,
      double factor,
      double[] sum) {
    int d = x.length / n;
    double[] point = new double[x.length];
    double[] up = new double[x.length];
    double[] down = new double[x.length];
    for (int i = 0; i < x.length; i++) point[i] = x[i] + step * z[i];
    u.into(point, n, t, up);
    for (int i = 0; i < x.length; i++) point[i] = x[i] - step * z[i];
    u.into(point, n, t, down);
    for (int i = 0; i < x.length; i++) sum[i / d] += factor * z[i] * (up[i] - down[i]) / (2 * step);
  }
}
