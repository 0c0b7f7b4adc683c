package flowlab.widget;

import java.util.List;

/** Widgets one below the other. */
public final class VBox extends Box<VBox> {
  public VBox(Widget... children) {
    super("VBox", List.of(children));
  }
}
