package flowlab.widget;

/** An interval of whole or of real numbers, both ends included. */
public record Interval<N extends Number>(N lower, N upper) {
  public Interval {
    if (!(lower.doubleValue() <= upper.doubleValue())) {
      throw new IllegalArgumentException(
          "an interval goes up, and " + lower + " is above " + upper);
    }
  }
}
