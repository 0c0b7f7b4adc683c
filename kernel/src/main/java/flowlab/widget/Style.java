package flowlab.widget;

/** How a control looks; each kind of control has a kind of style. */
final class Style extends Widget {
  Style(String kind) {
    super(CONTROLS, "2.0.0", kind + "Model", BASE, "StyleView");
  }

  Style with(String property, String css) {
    set(property, css);
    return this;
  }
}
