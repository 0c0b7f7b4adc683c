package flowlab.widget;

import flowlab.kernel.api.Rendered;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Widgets that are shown together.
 *
 * @param <W> the widget itself
 */
public abstract class Box<W extends Box<W>> extends Control<W> {
  Box(String name, List<? extends Widget> children) {
    super(name);
    set("box_style", "");
    set("children", List.copyOf(children));
  }

  @SuppressWarnings("unchecked")
  public final List<Widget> children() {
    return (List<Widget>) Objects.requireNonNull(get("children"));
  }

  public final W children(Widget... children) {
    return with("children", List.of(children));
  }

  @Override
  final Rendered still() {
    return children().stream()
        .map(Widget::still)
        .filter(still -> !still.mimeBundle().isEmpty())
        .findFirst()
        .orElseGet(super::still);
  }

  @Override
  boolean accepts(String name, @Nullable Object json) {
    return !name.equals("children") && super.accepts(name, json);
  }
}
