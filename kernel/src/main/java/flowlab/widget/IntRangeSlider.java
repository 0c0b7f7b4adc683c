package flowlab.widget;

import java.util.List;

/** A slider with two handles: an interval of whole numbers. */
public final class IntRangeSlider extends Slider<IntRange, IntRangeSlider> {
  public IntRangeSlider(int min, int max, int lower, int upper) {
    super("IntRangeSlider", min, max, 1, "d");
    begin(new IntRange(lower, upper));
  }

  public IntRangeSlider step(int step) {
    return super.step(step);
  }

  @Override
  IntRange fromJson(Object json) {
    var ends = (List<?>) json;
    return new IntRange(((Number) ends.get(0)).intValue(), ((Number) ends.get(1)).intValue());
  }

  @Override
  Object toJson(IntRange value) {
    return List.of(value.lower(), value.upper());
  }

  @Override
  IntRange check(IntRange value) {
    inside(value.lower());
    inside(value.upper());
    return value;
  }
}
