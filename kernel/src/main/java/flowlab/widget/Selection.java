package flowlab.widget;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One of several values.
 *
 * @param <T> the values
 * @param <W> the widget itself
 */
public abstract class Selection<T, W extends Selection<T, W>> extends ValueWidget<T, W> {
  private final List<T> options;

  Selection(String name, String style, List<String> labels, List<T> options) {
    super(name, style, "index");
    if (options.isEmpty()) throw new IllegalArgumentException("there is nothing to choose from");
    this.options = List.copyOf(options);
    set("_options_labels", List.copyOf(labels));
    set("disabled", false);
    begin(this.options.get(0));
  }

  /** All that can be chosen. */
  public final List<T> options() {
    return options;
  }

  @Override
  final T fromJson(Object json) {
    return options.get(((Number) json).intValue());
  }

  @Override
  final Object toJson(T value) {
    return options.indexOf(value);
  }

  @Override
  final T check(T value) {
    if (options.contains(value)) return value;
    throw new IllegalArgumentException(value + " is none of " + options);
  }

  static List<String> labels(List<?> options) {
    return options.stream().map(String::valueOf).toList();
  }

  static <T> List<T> values(Map<String, T> options) {
    return new ArrayList<>(options.values());
  }
}
