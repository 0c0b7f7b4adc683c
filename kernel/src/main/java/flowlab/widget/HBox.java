package flowlab.widget;

import java.util.List;

/** Widgets side by side. */
public final class HBox extends Box<HBox> {
  public HBox(Widget... children) {
    super("HBox", List.of(children));
  }
}
