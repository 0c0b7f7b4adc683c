package flowlab.check;

import flowlab.VectorField;
import flowlab.course.Budget;
import flowlab.exact.ExactField;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The named checks of the course, which its tests call too. Each family is a class:
 *
 * <pre>
 * {@link Fields}          A1–A6  density, score, velocity, posterior means, divergence, continuity
 * {@link Characteristic}  B1–B5  the proof of E[ε | X_t] = −α ∇ log p, line by line
 * {@link Transitions}     C1–C7  difference transition matching
 * {@link Floors}          D1, D2, C8, I3  the least possible loss
 * {@link Likelihoods}     E1–E3  log densities along a flow, divergences
 * {@link Solvers}         F1–F4  orders, costs, grids, the way back
 * {@link Sdes}            G1–G3  noisy paths
 * {@link Transport}       H1–H4  pairings, distances between samples
 * {@link Gradients}       I1, I2 gradients, Adam
 * {@link Samples}         J1     mean and covariance of a sampler
 * {@link #tells}          J2     whether a check notices a mistake
 * {@link Tables}          K1–K4  logarithms, when to stop, Bayes' rule, what is held out
 * {@link Shortcuts}       L1–L3  best inner grids, mean velocities, guided flows
 * </pre>
 *
 * A check takes what the reader wrote and gives a {@link Verdict}, which a notebook shows: what was
 * expected, what came, where it is worst, and a hint. {@code .orThrow()} makes it an assertion.
 */
public final class Check {
  private Check() {}

  /**
   * A field held to an exact one, by the name of its check: A1 the score, A2 the velocity, A3 E[X₁
   * | x], A4 the score again, made from a velocity.
   */
  public static Verdict field(String name, VectorField yours, ExactField exact) {
    return switch (name) {
      case "A1" -> Fields.score(yours, exact);
      case "A2" -> Fields.velocity(yours, exact);
      case "A3" -> Fields.dataMean(yours, exact);
      case "A4" -> Fields.conversion(u -> yours, exact);
      default ->
          throw new IllegalArgumentException(
              "expected A1 (score), A2 (velocity), A3 (E[X₁ | x]) or A4 (score from velocity), got %s; a density is Fields.density, a divergence Fields.divergence"
                  .formatted(name));
    };
  }

  /** A number of the reader's held to a known one, within a tolerance (relative above 1). */
  public static Verdict number(String claim, double expected, double yours, double tolerance) {
    return Trial.of(
        claim, "as it should be", trial -> trial.relative(expected, yours, tolerance, () -> claim));
  }

  /**
   * J2: that a check notices a mistake and cries for nothing else: it fails for what is wrong, and
   * holds for all that is right.
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // Stream.of only reads them
  public static <T> Verdict tells(Function<? super T, Verdict> yours, T wrong, T... right) {
    return Trial.of(
        "J2",
        "the check fails where the mistake is, and only there",
        trial -> {
          Verdict alarm = Trial.given("the verdict", yours.apply(wrong));
          trial.is(!alarm.passed(), alarm.name() + " holds where the mistake is");
          long cries = Stream.of(right).filter(one -> !yours.apply(one).passed()).count();
          trial.fact("noticed by", alarm.name());
          trial.near(0, cries, 0.5, () -> alarm.name() + " fails where this mistake is not, too");
        });
  }

  /** Several verdicts as one. */
  public static Report all(Verdict... verdicts) {
    return new Report(List.of(verdicts));
  }

  /**
   * That a number lies in [low, high]. At scale {@code ci}, where nothing is trained to the end,
   * only that it is a finite number.
   *
   * @return a sentence to print
   * @throws AssertionError saying what was expected and what came
   */
  public static String between(String name, double value, double low, double high) {
    return between(name, value, low, high, Budget.current());
  }

  static String between(String name, double value, double low, double high, Budget scale) {
    boolean holds = scale == Budget.CI ? Double.isFinite(value) : value >= low && value <= high;
    if (!holds) {
      throw new AssertionError(
          "%s: expected a value in [%s, %s], got %s".formatted(name, low, high, value));
    }
    return scale == Budget.CI
        ? "%s: %.4g (not held to its bounds at scale ci)".formatted(name, value)
        : "%s: %.4g, in [%s, %s] as it should be".formatted(name, value, low, high);
  }
}
