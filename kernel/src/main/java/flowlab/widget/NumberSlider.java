package flowlab.widget;

import java.util.function.Function;

/**
 * A slider with one handle: a number.
 *
 * @param <V> whole or real numbers
 * @param <W> the widget itself
 */
public abstract class NumberSlider<V extends Number, W extends NumberSlider<V, W>>
    extends Slider<V, W> {
  private final Function<Number, V> number;

  NumberSlider(
      String name, V min, V max, V value, Number step, String format, Function<Number, V> number) {
    super(name, min, max, step, format);
    this.number = number;
    begin(value);
  }

  @Override
  final V fromJson(Object json) {
    return number.apply((Number) json);
  }

  @Override
  final V check(V value) {
    inside(value.doubleValue());
    return value;
  }
}
