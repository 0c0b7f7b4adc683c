package flowlab.widget;

/** An interval of real numbers, both ends included. */
public record FloatRange(double lower, double upper) {
  public FloatRange {
    if (!(lower <= upper)) {
      throw new IllegalArgumentException(
          "an interval goes up, and " + lower + " is above " + upper);
    }
  }
}
