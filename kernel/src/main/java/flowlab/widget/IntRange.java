package flowlab.widget;

/** An interval of whole numbers, both ends included. */
public record IntRange(int lower, int upper) implements RangeSlider.Ends {
  public IntRange {
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
