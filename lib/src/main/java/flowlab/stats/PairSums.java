package flowlab.stats;

import flowlab.nd.Stop;
import java.util.function.DoubleUnaryOperator;

/** Sums of a function of squared distance over pairs of rows. */
final class PairSums {
  private PairSums() {}

  /** Σ_ij f(|x_i − y_j|²). */
  static double between(double[] x, double[] y, int d, DoubleUnaryOperator f) {
    double sum = 0;
    for (int i = 0; i < x.length; i += d) {
      Stop.check("stopped while summing over pairs");
      for (int j = 0; j < y.length; j += d) sum += f.applyAsDouble(squared(x, i, y, j, d));
    }
    return sum;
  }

  /** Σ_{i ≠ j} f(|x_i − x_j|²). */
  static double within(double[] x, int d, DoubleUnaryOperator f) {
    double sum = 0;
    for (int i = 0; i < x.length; i += d) {
      Stop.check("stopped while summing over pairs");
      for (int j = 0; j < i; j += d) sum += f.applyAsDouble(squared(x, i, x, j, d));
    }
    return 2 * sum;
  }

  private static double squared(double[] x, int i, double[] y, int j, int d) {
    double sum = 0;
    for (int c = 0; c < d; c++) {
      double gap = x[i + c] - y[j + c];
      sum += gap * gap;
    }
    return sum;
  }
}
