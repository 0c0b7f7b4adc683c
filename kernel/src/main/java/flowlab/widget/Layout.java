package flowlab.widget;

/**
 * Where and how large a widget is, in the words and units of CSS. One layout may serve many
 * widgets.
 */
public final class Layout extends Widget {
  public Layout() {
    super(BASE, "2.0.0", "LayoutModel", BASE, "LayoutView");
  }

  /** For example {@code "300px"} or {@code "50%"}. */
  public Layout width(String css) {
    return with("width", css);
  }

  public Layout height(String css) {
    return with("height", css);
  }

  public Layout margin(String css) {
    return with("margin", css);
  }

  public Layout padding(String css) {
    return with("padding", css);
  }

  /** How much of the free space it takes, for example {@code "1"}. */
  public Layout flex(String css) {
    return with("flex", css);
  }

  /** Any property of ipywidgets' Layout, under its name there, for example justify_content. */
  public Layout with(String property, String css) {
    set(property, css);
    return this;
  }
}
