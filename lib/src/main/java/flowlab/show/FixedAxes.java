package flowlab.show;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntFunction;

/** One rectangle for a plot throughout an animation, where its limits follow its data. */
final class FixedAxes {
  private final List<Limits> each;

  private FixedAxes(List<Limits> each) {
    this.each = each;
  }

  /** Whether a figure has a plot whose limits nobody gave. */
  static boolean areOpen(Figure figure) {
    return !fitted(figure).isEmpty();
  }

  /** The smallest rectangles around those of all frames. */
  static FixedAxes around(int count, IntFunction<? extends Figure> frames) {
    List<Limits> each = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      Animation.requireNotInterrupted();
      List<Limits> own = fitted(frames.apply(k));
      for (int i = 0; i < own.size(); i++) {
        if (i < each.size()) {
          each.set(i, each.get(i).union(own.get(i)));
        } else {
          each.add(own.get(i));
        }
      }
    }
    return new FixedAxes(each);
  }

  /** The figure within these rectangles. */
  Figure on(Figure figure) {
    return on(figure, each.iterator());
  }

  private static Figure on(Figure figure, Iterator<Limits> rectangles) {
    if (figure instanceof Plot plot) {
      return plot.sheet().limits == null ? plot.limits(rectangles.next()) : plot;
    }
    return figure instanceof Panels panels ? panels.each(f -> on(f, rectangles)) : figure;
  }

  /** What the limits of a figure's plots would be, in their order. */
  private static List<Limits> fitted(Figure figure) {
    if (figure instanceof Plot plot) {
      return plot.sheet().limits == null ? List.of(plot.bounds()) : List.of();
    }
    return figure instanceof Panels panels
        ? panels.figures().stream().flatMap(f -> fitted(f).stream()).toList()
        : List.of();
  }
}
