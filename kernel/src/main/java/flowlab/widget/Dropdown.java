package flowlab.widget;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A list that opens to choose one value.
 *
 * @param <T> the values
 */
public final class Dropdown<T> extends Selection<T, Dropdown<T>> {
  /** The values under what they say of themselves. */
  public Dropdown(List<T> options) {
    super("Dropdown", "DescriptionStyle", labels(options), options);
  }

  /** The values under these names, in the order of the map. */
  public Dropdown(Map<String, T> options) {
    super("Dropdown", "DescriptionStyle", new ArrayList<>(options.keySet()), values(options));
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // List.of only reads them
  public static <T> Dropdown<T> of(T... options) {
    return new Dropdown<>(List.of(options));
  }
}
