package flowlab.widget;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Controls, and below them what a function makes of their values, made anew when one moves. */
final class Interaction {
  private Interaction() {}

  static VBox of(Consumer<Object> display, Supplier<?> function, List<ValueWidget<?, ?>> controls) {
    var output = new Output();
    Runnable draw =
        () ->
            output.replace(
                () -> {
                  Object value = function.get();
                  if (value != null) display.accept(value);
                });
    draw.run();
    for (ValueWidget<?, ?> control : controls) control.observe(value -> draw.run());
    var all = new ArrayList<Widget>(controls);
    all.add(output);
    return new VBox(all.toArray(Widget[]::new));
  }
}
