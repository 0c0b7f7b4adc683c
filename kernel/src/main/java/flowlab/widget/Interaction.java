package flowlab.widget;

import flowlab.kernel.api.Notebook;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Controls, and below them what a function makes of their values, made anew when one moves. */
final class Interaction {
  private Interaction() {}

  static VBox of(Supplier<?> function, List<ValueWidget<?, ?>> controls) {
    var output = new Output();
    var draw =
        new OneAtATime(
            () ->
                output.replace(
                    () -> {
                      Object value = function.get();
                      boolean shown = Notebook.isShown(value); // by the function itself
                      if (value != null && !shown) Notebook.display(value);
                    }));
    draw.run();
    for (ValueWidget<?, ?> control : controls) control.observe(value -> draw.run());
    var all = new ArrayList<Widget>(controls);
    all.add(output);
    return new VBox(all.toArray(Widget[]::new));
  }
}
