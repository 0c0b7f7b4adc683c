package flowlab.widget;

/** A slider with two handles: an interval of real numbers. */
public final class FloatRangeSlider extends RangeSlider<Double, FloatRangeSlider> {
  public FloatRangeSlider(double min, double max, double lower, double upper) {
    super(
        "FloatRangeSlider",
        min,
        max,
        new Interval<>(lower, upper),
        roundStep(max - min),
        ".2f",
        Number::doubleValue);
  }

  public FloatRangeSlider step(double step) {
    return super.step(step);
  }
}
