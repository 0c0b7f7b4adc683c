package flowlab.widget;

/**
 * A widget that is drawn. Settings return the widget, so that they can be chained.
 *
 * @param <W> the widget itself
 */
public abstract class Control<W extends Control<W>> extends Widget {
  Control(String module, String version, String name) {
    super(module, version, name + "Model", module, name + "View");
    set("layout", new Layout());
    set("tooltip", null);
  }

  Control(String name) {
    this(CONTROLS, "2.0.0", name);
  }

  public final W layout(Layout layout) {
    return with("layout", layout);
  }

  /** What appears under a resting pointer. */
  public final W tooltip(String text) {
    return with("tooltip", text);
  }

  @SuppressWarnings("unchecked")
  final W with(String name, Object value) {
    set(name, value);
    return (W) this;
  }
}
