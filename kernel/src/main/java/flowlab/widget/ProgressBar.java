package flowlab.widget;

import java.util.function.Function;

/**
 * A bar that fills.
 *
 * @param <V> whole or real numbers
 * @param <W> the widget itself
 */
public abstract class ProgressBar<V extends Number, W extends ProgressBar<V, W>>
    extends ValueWidget<V, W> {
  private final Function<Number, V> number;

  ProgressBar(String name, V min, V max, V value, Function<Number, V> number) {
    super(name, "ProgressStyle", "value");
    this.number = number;
    set("_view_name", "ProgressView");
    set("min", min);
    set("max", max);
    set("orientation", "horizontal");
    set("bar_style", "");
    begin(value);
  }

  /** {@code "success"}, {@code "info"}, {@code "warning"}, {@code "danger"} or {@code ""}. */
  public final W barStyle(String style) {
    return with("bar_style", style);
  }

  @Override
  final V fromJson(Object json) {
    return number.apply((Number) json);
  }
}
