package flowlab.widget;

import java.util.List;

/** A slider with two handles: an interval of real numbers. */
public final class FloatRangeSlider extends Slider<FloatRange, FloatRangeSlider> {
  public FloatRangeSlider(double min, double max, double lower, double upper) {
    super("FloatRangeSlider", min, max, roundStep(max - min), ".2f");
    begin(new FloatRange(lower, upper));
  }

  public FloatRangeSlider step(double step) {
    return super.step(step);
  }

  @Override
  FloatRange fromJson(Object json) {
    var ends = (List<?>) json;
    return new FloatRange(
        ((Number) ends.get(0)).doubleValue(), ((Number) ends.get(1)).doubleValue());
  }

  @Override
  Object toJson(FloatRange value) {
    return List.of(value.lower(), value.upper());
  }

  @Override
  FloatRange check(FloatRange value) {
    inside(value.lower());
    inside(value.upper());
    return value;
  }
}
