package flowlab.widget;

/** A slider with two handles: an interval of whole numbers. */
public final class IntRangeSlider extends RangeSlider<IntRange, IntRangeSlider> {
  public IntRangeSlider(int min, int max, int lower, int upper) {
    super(
        "IntRangeSlider",
        min,
        max,
        new IntRange(lower, upper),
        1,
        "d",
        (low, high) -> new IntRange(low.intValue(), high.intValue()));
  }

  public IntRangeSlider step(int step) {
    return super.step(step);
  }
}
