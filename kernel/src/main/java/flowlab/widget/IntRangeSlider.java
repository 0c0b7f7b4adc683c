package flowlab.widget;

/** A slider with two handles: an interval of whole numbers. */
public final class IntRangeSlider extends RangeSlider<Integer, IntRangeSlider> {
  public IntRangeSlider(int min, int max, int lower, int upper) {
    super("IntRangeSlider", min, max, new Interval<>(lower, upper), 1, "d", Number::intValue);
  }

  public IntRangeSlider step(int step) {
    return super.step(step);
  }
}
