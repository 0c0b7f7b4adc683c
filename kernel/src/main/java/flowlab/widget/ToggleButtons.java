package flowlab.widget;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A row of buttons of which one is pressed.
 *
 * @param <T> the values
 */
public final class ToggleButtons<T> extends Selection<T, ToggleButtons<T>> {
  /** The values under what they say of themselves. */
  public ToggleButtons(List<T> options) {
    super("ToggleButtons", "ToggleButtonsStyle", labels(options), options);
  }

  /** The values under these names, in the order of the map. */
  public ToggleButtons(Map<String, T> options) {
    super(
        "ToggleButtons", "ToggleButtonsStyle", new ArrayList<>(options.keySet()), values(options));
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // List.of only reads them
  public static <T> ToggleButtons<T> of(T... options) {
    return new ToggleButtons<>(List.of(options));
  }
}
