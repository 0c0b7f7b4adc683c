package flowlab.check;

import flowlab.train.Budget;

/** Numbers in the prose of a chapter, held to bounds that were written down before the run. */
public final class Check {
  private Check() {}

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
