package flowlab.widget;

import java.util.List;

/** Keeps two values the same in the page, without the kernel. */
final class Link extends Widget {
  Link(String model, Widget source, Widget target) {
    super(CONTROLS, "2.0.0", model, CONTROLS, null);
    set("source", List.of(source, "value"));
    set("target", List.of(target, "value"));
  }
}
