package flowlab.check;

import flowlab.data.Density;
import flowlab.exact.ExactField;
import flowlab.nd.Shapes;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Checks E1–E3: the log density that a flow gives to points, and the divergence it needs. */
public final class Likelihoods {
  private Likelihoods() {}

  /**
   * E1, E2: log p₁ of points of the data, which for the exact flow is that of the data itself.
   *
   * @param yours from points [n, d] to n log densities
   */
  public static Verdict density(Function<INDArray, double[]> yours, Density data) {
    return density(yours, data, 1e-8);
  }

  /** The same with another tolerance, for a solver of few steps. */
  public static Verdict density(
      Function<INDArray, double[]> yours, Density data, double tolerance) {
    return Trial.of(
        "E1",
        "log p₁(x₁) = log p₀(x₀) − ∫ ∇·u dt",
        trial -> {
          INDArray x = data.sample(40, Unseen.generator());
          double[] expected = data.logDensity(x);
          double[] came = Trial.numbers("log p₁", yours.apply(x), x.rows());
          for (int i = 0; i < came.length; i++) {
            trial.relative(expected[i], came[i], tolerance, Sites.place(x, 1, i));
          }
          trial.hint(() -> hint(came, expected));
        });
  }

  private static String hint(double[] came, double[] expected) {
    double shift = came[0] - expected[0];
    for (int i = 0; i < came.length; i++) {
      if (!(Math.abs(came[i] - expected[i] - shift) < 1e-6)) {
        return "the sign of the integral, and that of time: backwards dt is negative";
      }
    }
    return "right but for a constant, %.4g: a normal in d dimensions has −d/2 · log 2π"
        .formatted(shift);
  }

  /** E3: the divergence of a field, by any means, within 1e-6 of the exact one. */
  public static Verdict divergence(Numbers yours, ExactField exact) {
    return Trial.of(
        "E3",
        "∇·u",
        trial ->
            Sites.along(exact, exact.dimension())
                .each(
                    (x, t) -> {
                      double[] expected = exact.divergence(x, t);
                      double[] came = Trial.numbers("∇·u", yours.at(x, t), x.rows());
                      for (int i = 0; i < came.length; i++) {
                        trial.relative(expected[i], came[i], 1e-6, Sites.place(x, t, i));
                      }
                    }));
  }

  /**
   * E3: Hutchinson's estimator zᵀ∇u z: its mean over 2,000 estimates is ∇·u, and with random signs
   * its variance is 2(‖A‖² − Σ a_ii²), A the symmetric part of ∇u.
   *
   * @param yours the estimator of a seed, with one z a row
   */
  public static Verdict estimator(IntFunction<Numbers> yours, ExactField exact) {
    int repeats = 2_000;
    return Trial.of(
        "E3",
        "E[zᵀ∇u z] = ∇·u with variance 2(‖A‖² − Σ a²) for random signs z",
        trial -> {
          double t = 0.6;
          int d = exact.dimension();
          INDArray x = Shapes.fromRows(new double[] {0.4, -0.7, 1.5, 0.2}, 4 / d, d);
          double[] expected = exact.divergence(x, t);
          double[] variance = variances(exact, x, t);
          double[] sum = new double[expected.length];
          double[] squares = new double[expected.length];
          for (int k = 0; k < repeats; k++) {
            double[] came = Trial.numbers("∇·u", yours.apply(k).at(x, t), expected.length);
            for (int i = 0; i < came.length; i++) {
              double gap = came[i] - expected[i];
              sum[i] += gap / repeats;
              squares[i] += gap * gap / repeats;
            }
          }
          for (int i = 0; i < sum.length; i++) {
            double band = 5 * Math.sqrt(variance[i] / repeats) + 1e-6;
            trial.near(expected[i], expected[i] + sum[i], band, Sites.place(x, t, i));
            // in the plane zᵀ∇u z is ∇·u ± 2 a₁₂, so that the variance has no error but that of ∇u
            trial.near(variance[i], squares[i], 0.2 * variance[i] + 1e-6, Sites.place(x, t, i));
          }
        });
  }

  private static double[] variances(ExactField exact, INDArray x, double t) {
    int d = x.columns();
    double[] variances = new double[x.rows()];
    double h = 1e-5;
    double[][] slopes = new double[d][];
    for (int c = 0; c < d; c++) {
      double[] unit = new double[d];
      unit[c] = h;
      INDArray shift = Nd4j.createFromArray(unit);
      INDArray rise = exact.at(x.addRowVector(shift), t).sub(exact.at(x.subRowVector(shift), t));
      slopes[c] = Shapes.toRows(rise.div(2 * h));
    }
    for (int i = 0; i < variances.length; i++) {
      for (int a = 0; a < d; a++) {
        for (int b = 0; b < d; b++) {
          double entry = 0.5 * (slopes[a][i * d + b] + slopes[b][i * d + a]);
          variances[i] += a == b ? 0 : 2 * entry * entry;
        }
      }
    }
    return variances;
  }

  /** ∫ exp(log p) dx = 1 over the square [−reach, reach]², by a grid of 201 × 201 points. */
  public static Verdict mass(Function<INDArray, double[]> logDensity, double reach) {
    int side = 201;
    return Trial.of(
        "E1",
        "∫ p dx = 1",
        trial -> {
          double[] rows = new double[2 * side * side];
          for (int i = 0; i < side * side; i++) {
            rows[2 * i] = reach * (2.0 * (i % side) / (side - 1) - 1);
            rows[2 * i + 1] = reach * (2.0 * (i / side) / (side - 1) - 1);
          }
          INDArray x = Shapes.fromRows(rows, side * side, 2);
          double[] log = Trial.numbers("log p", logDensity.apply(x), side * side);
          double mass = 0;
          for (double l : log) mass += Math.exp(l) * Math.pow(2 * reach / (side - 1), 2);
          trial.near(1, mass, 1e-3, () -> "");
        });
  }
}
