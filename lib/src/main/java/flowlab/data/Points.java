package flowlab.data;

import flowlab.nd.Shapes;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A finite data set: each draw is one of its rows, all equally likely, with replacement.
 *
 * <p>A value: it holds a copy of the rows, and is safe to share between threads, each with a
 * generator of its own.
 */
public final class Points implements RowSampler {
  private final double[] rows;
  private final int d;

  /** The rows of x, [n, d], all finite. */
  public Points(INDArray x) {
    this(Shapes.toRows(Shapes.requireBatch("the data", x)), x.columns());
  }

  Points(double[] rows, int d) {
    this.rows = Shapes.requireFinite("the data", rows, d);
    this.d = d;
  }

  /** The number of rows. */
  public int size() {
    return rows.length / d;
  }

  @Override
  public int dimension() {
    return d;
  }

  /** The c-th number of the i-th row, both from 0. */
  public double get(int i, int c) {
    return rows[i * d + c];
  }

  /** All rows, [n, d], as a new array. */
  public INDArray all() {
    return Shapes.fromRows(rows.clone(), size(), d);
  }

  /** The mean, 1/n Σ x_i. */
  public double[] mean() {
    double[] mean = new double[d];
    for (int i = 0; i < rows.length; i++) mean[i % d] += rows[i] / size();
    return mean;
  }

  /** 1/n Σ (x_i − m)(x_i − m)ᵀ, d × d: of the law that is drawn from, so not 1/(n − 1). */
  public double[][] covariance() {
    double[] mean = mean();
    double[][] covariance = new double[d][d];
    for (int at = 0; at < rows.length; at += d) {
      for (int a = 0; a < d; a++) {
        for (int b = 0; b < d; b++) {
          covariance[a][b] += (rows[at + a] - mean[a]) * (rows[at + b] - mean[b]) / size();
        }
      }
    }
    return covariance;
  }

  @Override
  public void draw(RandomGenerator random, double[] out, int at) {
    System.arraycopy(rows, random.nextInt(size()) * d, out, at, d);
  }
}
