package flowlab.check;

import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** Checks I1 and I2: gradients by hand against differences, and the first step of Adam. */
public final class Gradients {
  private Gradients() {}

  /** An optimiser's first update. */
  @FunctionalInterface
  public interface FirstStep {
    /** The parameters after one step with this gradient, from moments of 0. */
    double[] update(double[] parameters, double[] gradient, double rate);
  }

  /**
   * I1: a gradient against central differences of fourth order, within 1e-6 of its length.
   *
   * @param f the function
   * @param yours its gradient
   * @param at where
   */
  public static Verdict gradient(
      ToDoubleFunction<double[]> f, UnaryOperator<double[]> yours, double... at) {
    return Trial.of(
        "I1",
        "the gradient is that of the function",
        trial -> {
          double[] came = Trial.numbers("the gradient", yours.apply(at.clone()), at.length);
          double[] expected = new double[at.length];
          double squares = 0;
          for (int i = 0; i < at.length; i++) {
            expected[i] = slope(f, at, i);
            squares += expected[i] * expected[i];
          }
          double allowed = 1e-6 * Math.max(1e-3, Math.sqrt(squares));
          for (int i = 0; i < at.length; i++) {
            int which = i;
            trial.near(expected[i], came[i], allowed, () -> "number " + which);
          }
          trial.hint(() -> hint(expected, came));
        });
  }

  private static double slope(ToDoubleFunction<double[]> f, double[] at, int i) {
    double h = 1e-3 * Math.max(1, Math.abs(at[i]));
    double[] point = at.clone();
    double[] values = new double[4];
    double[] steps = {h, -h, 2 * h, -2 * h};
    for (int j = 0; j < 4; j++) {
      point[i] = at[i] + steps[j];
      values[j] = f.applyAsDouble(point.clone());
    }
    return (8 * (values[0] - values[1]) - (values[2] - values[3])) / (12 * h);
  }

  private static String hint(double[] expected, double[] came) {
    double dot = 0;
    double squares = 0;
    for (int i = 0; i < came.length; i++) {
      dot += expected[i] * came[i];
      squares += expected[i] * expected[i];
    }
    double factor = dot / squares;
    for (int i = 0; i < came.length; i++) {
      if (!(Math.abs(came[i] - factor * expected[i]) < 1e-5 * Math.sqrt(squares))) return "";
    }
    return factor == 0
        ? "this is 0: still the stub?"
        : "right but for a factor %.4g: the derivative of a square is twice, a mean divides by n"
            .formatted(factor);
  }

  /**
   * I2: the first step of Adam is −rate · sign(g), as its moments are corrected for their start.
   */
  public static Verdict adamFirstStep(FirstStep yours) {
    return Trial.of(
        "I2",
        "Adam's first step is −rate · sign(g)",
        trial -> {
          RandomGenerator random = Unseen.generator();
          double[] parameters = random.doubles(6, -1, 1).toArray();
          double[] gradient = random.doubles(6, -3, 3).toArray();
          double rate = 0.01;
          double[] came =
              Trial.numbers(
                  "the parameters",
                  yours.update(parameters.clone(), gradient.clone(), rate),
                  parameters.length);
          for (int i = 0; i < came.length; i++) {
            int which = i;
            double expected = parameters[i] - rate * Math.signum(gradient[i]);
            trial.near(expected, came[i], 1e-6 * rate, () -> "number " + which);
          }
          trial.hint(
              () -> "m̂ = m/(1 − β₁ᵏ) and v̂ = v/(1 − β₂ᵏ), k from 1, and downhill is minus");
        });
  }
}
