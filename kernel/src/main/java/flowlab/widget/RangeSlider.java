package flowlab.widget;

import java.util.List;
import java.util.function.Function;

/**
 * A slider with two handles: an interval.
 *
 * @param <N> whole or real numbers
 * @param <W> the widget itself
 */
public abstract class RangeSlider<N extends Number, W extends RangeSlider<N, W>>
    extends Slider<Interval<N>, W> {
  private final Function<Number, N> number;

  RangeSlider(
      String name,
      N min,
      N max,
      Interval<N> value,
      Number step,
      String format,
      Function<Number, N> number) {
    super(name, min, max, step, format);
    this.number = number;
    begin(value);
  }

  @Override
  final Interval<N> fromJson(Object json) {
    var ends = (List<?>) json;
    return new Interval<>(number.apply((Number) ends.get(0)), number.apply((Number) ends.get(1)));
  }

  @Override
  final Object toJson(Interval<N> value) {
    return List.of(value.lower(), value.upper());
  }

  @Override
  final Interval<N> check(Interval<N> value) {
    inside(value.lower().doubleValue());
    inside(value.upper().doubleValue());
    return value;
  }
}
