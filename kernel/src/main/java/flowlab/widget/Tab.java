package flowlab.widget;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Widgets behind each other, with a row of titles to choose from. */
public final class Tab extends Box<Tab> {
  /** The widgets under these titles, in the order of the map. */
  public Tab(Map<String, ? extends Widget> children) {
    this(List.copyOf(children.keySet()), children.values());
  }

  private Tab(List<String> titles, Collection<? extends Widget> children) {
    super("Tab", List.copyOf(children));
    set("titles", titles);
    set("selected_index", children.isEmpty() ? null : 0);
  }

  /** Two widgets behind each other; for more there is the constructor with a map. */
  public static Tab of(String first, Widget firstChild, String second, Widget secondChild) {
    return new Tab(List.of(first, second), List.of(firstChild, secondChild));
  }

  /** The number of the one that is shown, from 0. */
  public int selectedIndex() {
    return get("selected_index") instanceof Number index ? index.intValue() : -1;
  }

  public Tab selectedIndex(int index) {
    if (index < 0 || index >= children().size()) {
      throw new IllegalArgumentException(
          "there is no tab " + index + ": they are 0 to " + (children().size() - 1));
    }
    return with("selected_index", index);
  }
}
