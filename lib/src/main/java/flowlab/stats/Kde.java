package flowlab.stats;

import flowlab.nd.Shapes;
import flowlab.nd.Workers;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A kernel density estimate: the mean of normals N(x_i, h² I) around the points of a sample.
 *
 * <p>A value; safe to share between threads.
 */
public final class Kde {
  private final double[] rows;
  private final int d;
  private final double bandwidth;

  private Kde(double[] rows, int d, double bandwidth) {
    this.rows = rows;
    this.d = d;
    this.bandwidth = bandwidth;
  }

  /** An estimate with this bandwidth. */
  public static Kde of(INDArray x, double bandwidth) {
    Shapes.requireBatch("the sample", x);
    Shapes.requirePositive("the bandwidth", bandwidth);
    double[] rows = Shapes.requireFinite("the sample", Shapes.toRows(x), x.columns());
    return new Kde(rows, x.columns(), bandwidth);
  }

  /** With Scott's bandwidth h = σ n^{−1/(d+4)}, σ the root mean square deviation of the columns. */
  public static Kde of(INDArray x) {
    Shapes.requireBatch("the sample", x);
    double[][] covariance = Bures.moments(x).covariance().matrix();
    double variance = 0;
    for (int i = 0; i < covariance.length; i++) variance += covariance[i][i] / covariance.length;
    return of(x, Math.sqrt(variance) * Math.pow(x.rows(), -1.0 / (x.columns() + 4)));
  }

  /** The bandwidth h. */
  public double bandwidth() {
    return bandwidth;
  }

  /** The estimate log p̂, row by row of a batch [m, d], by log-sum-exp. */
  public double[] logDensity(INDArray at) {
    double[] points = Shapes.toRows(Shapes.requireBatch("the points", at, d));
    double[] log = new double[points.length / d];
    Workers.rows(
        log.length,
        (from, to) -> {
          double[] squares = new double[rows.length / d];
          for (int i = from; i < to; i++) log[i] = logDensity(points, i * d, squares);
        });
    return log;
  }

  private double logDensity(double[] points, int at, double[] squares) {
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < squares.length; k++) {
      squares[k] = 0;
      for (int c = 0; c < d; c++) {
        double gap = points[at + c] - rows[k * d + c];
        squares[k] += gap * gap;
      }
      least = Math.min(least, squares[k]);
    }
    double variance = bandwidth * bandwidth;
    double sum = 0;
    for (double square : squares) sum += Math.exp(-0.5 * (square - least) / variance);
    return Math.log(sum / squares.length)
        - 0.5 * (least / variance + d * Math.log(2 * Math.PI * variance));
  }
}
