package flowlab.widget;

import java.util.List;
import java.util.function.BiFunction;

/**
 * A slider with two handles: an interval.
 *
 * @param <V> intervals of whole or of real numbers
 * @param <W> the widget itself
 */
public abstract class RangeSlider<V extends RangeSlider.Ends, W extends RangeSlider<V, W>>
    extends Slider<V, W> {
  /** An interval, as it travels. */
  interface Ends {
    Number low();

    Number high();
  }

  private final BiFunction<Number, Number, V> interval;

  RangeSlider(
      String name,
      Number min,
      Number max,
      V value,
      Number step,
      String format,
      BiFunction<Number, Number, V> interval) {
    super(name, min, max, step, format);
    this.interval = interval;
    begin(value);
  }

  @Override
  final V fromJson(Object json) {
    var ends = (List<?>) json;
    return interval.apply((Number) ends.get(0), (Number) ends.get(1));
  }

  @Override
  final Object toJson(V value) {
    return List.of(value.low(), value.high());
  }

  @Override
  final V check(V value) {
    inside(value.low().doubleValue());
    inside(value.high().doubleValue());
    return value;
  }
}
