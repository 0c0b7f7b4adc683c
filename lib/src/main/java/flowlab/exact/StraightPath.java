package flowlab.exact;

import flowlab.Interpolant;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The fields of the straight path X_t = (1 − t) X₀ + t X₁ from N(0, I), from what X_t = x says of
 * X₁:
 *
 * <pre>
 * u = (E[X₁ | x] − x) / (1 − t)             ∇ log p_t = (t E[X₁ | x] − x) / (1 − t)²
 * E[X₀ | x] = x − t u                       ∇·u = (t tr Cov(X₁ | x) / (1 − t)² − d) / (1 − t)
 * </pre>
 *
 * where ∂E[X₁ | x]/∂x = t Cov(X₁ | x) / (1 − t)². At t = 1 they are the limits from below where the
 * data has mass: E[X₁ | x] = x, u = x and ∇·u = d.
 */
interface StraightPath extends ExactField {
  /** X₁ given X_t = x: the workspace of one thread. */
  abstract class Posterior {
    /** log p_t(x). */
    double logDensity;

    /** E[X₁ | x]. */
    final double[] mean;

    Posterior(int d) {
      mean = new double[d];
    }

    /** Takes in the point x[at] … x[at + d − 1] at a time 0 ≤ t &lt; 1. */
    abstract void given(double[] x, int at, double t);

    /** tr Cov(X₁ | x), after {@link #given}; of no account at t = 0. */
    abstract double trace(double[] x, int at, double t);

    /** log p₁. */
    abstract double logDensityOfData(double[] x, int at);

    /** ∇ log p₁ where the data has mass. */
    abstract void scoreOfData(double[] x, int at, double[] out);
  }

  /** A workspace that knows the data. */
  Posterior posterior();

  private RowWise<Posterior> rows() {
    return new RowWise<>(dimension(), this::posterior);
  }

  @Override
  default Interpolant interpolant() {
    return Interpolant.linear();
  }

  @Override
  default INDArray at(INDArray x, INDArray t) {
    return rows().vectors(x, t, StraightPath::velocity);
  }

  @Override
  default void into(double[] x, int n, double t, double[] velocity) {
    rows().into(x, n, t, velocity, StraightPath::velocity);
  }

  @Override
  default double[] logDensity(INDArray x, double t) {
    return rows()
        .numbers(
            x,
            t,
            (posterior, row, at, time) -> {
              if (time == 1) return posterior.logDensityOfData(row, at);
              posterior.given(row, at, time);
              return posterior.logDensity;
            });
  }

  @Override
  default INDArray meanData(INDArray x, double t) {
    return rows().vectors(x, t, StraightPath::mean);
  }

  @Override
  default INDArray meanNoise(INDArray x, double t) {
    return rows()
        .vectors(
            x,
            t,
            (posterior, row, at, time, out) -> {
              velocity(posterior, row, at, time, out);
              for (int c = at; c < at + posterior.mean.length; c++) out[c] = row[c] - time * out[c];
            });
  }

  @Override
  default INDArray score(INDArray x, double t) {
    return rows()
        .vectors(
            x,
            t,
            (posterior, row, at, time, out) -> {
              if (time == 1) {
                posterior.scoreOfData(row, at, out);
                return;
              }
              mean(posterior, row, at, time, out);
              for (int c = at; c < at + posterior.mean.length; c++) {
                out[c] = (time * out[c] - row[c]) / ((1 - time) * (1 - time));
              }
            });
  }

  @Override
  default double[] divergence(INDArray x, double t) {
    return rows()
        .numbers(
            x,
            t,
            (posterior, row, at, time) -> {
              int d = posterior.mean.length;
              if (time == 0 || time == 1) { // u is E[X₁] − x, and x
                return time == 0 ? -d : d;
              }
              posterior.given(row, at, time);
              double spread = posterior.trace(row, at, time) / ((1 - time) * (1 - time));
              return (time * spread - d) / (1 - time);
            });
  }

  private static void mean(Posterior posterior, double[] x, int at, double t, double[] out) {
    int d = posterior.mean.length;
    if (t == 1) {
      System.arraycopy(x, at, out, at, d);
      return;
    }
    posterior.given(x, at, t);
    System.arraycopy(posterior.mean, 0, out, at, d);
  }

  private static void velocity(Posterior posterior, double[] x, int at, double t, double[] out) {
    mean(posterior, x, at, t, out);
    for (int c = at; t < 1 && c < at + posterior.mean.length; c++) {
      out[c] = (out[c] - x[c]) / (1 - t);
    }
  }
}
