package flowlab.widget;

/** An interval of real numbers, both ends included. */
public record FloatRange(double lower, double upper) implements RangeSlider.Ends {
  public FloatRange {
    if (!(lower <= upper)) {
      throw new IllegalArgumentException(
          "an interval goes up, and " + lower + " is above " + upper);
    }
  }

  @Override
  public Number low() {
    return lower;
  }

  @Override
  public Number high() {
    return upper;
  }
}
