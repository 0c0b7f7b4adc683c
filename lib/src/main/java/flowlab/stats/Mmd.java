package flowlab.stats;

import flowlab.nd.Shapes;
import java.util.function.DoubleUnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The squared maximum mean discrepancy with the kernel k(x, y) = exp(−|x − y|² / 2ℓ²), by the
 * unbiased estimator of Gretton et al. (JMLR 13, 2012, eq. 3),
 *
 * <pre>
 * Σ_{i≠j} k(x_i, x_j) / n(n−1) + Σ_{i≠j} k(y_i, y_j) / m(m−1) − 2 Σ k(x_i, y_j) / nm
 * </pre>
 *
 * whose mean is 0 for equal laws, so that it may be negative.
 *
 * @param bandwidth ℓ
 */
public record Mmd(double bandwidth) implements SampleMetric {
  public Mmd {
    Shapes.requirePositive("the bandwidth", bandwidth);
  }

  @Override
  public double between(INDArray x, INDArray y) {
    Shapes.requireBatch("x", x);
    int d = x.columns();
    double[] xs = Shapes.toRows(x);
    double[] ys = Shapes.toRows(Shapes.requireBatch("y", y, d));
    double n = x.rows();
    double m = y.rows();
    if (n < 2 || m < 2) {
      throw new IllegalArgumentException(
          "expected at least two rows in each sample, got %d and %d".formatted((int) n, (int) m));
    }
    DoubleUnaryOperator kernel = squares -> Math.exp(-0.5 * squares / (bandwidth * bandwidth));
    return PairSums.within(xs, d, kernel) / (n * (n - 1))
        + PairSums.within(ys, d, kernel) / (m * (m - 1))
        - 2 * PairSums.between(xs, ys, d, kernel) / (n * m);
  }
}
