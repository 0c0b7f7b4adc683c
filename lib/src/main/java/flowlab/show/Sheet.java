package flowlab.show;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What surrounds the layers of a plot. Never changed after {@link #with} has returned it. */
final class Sheet implements Cloneable {
  private static final double MARGIN = 0.04;

  String title = "";
  String xLabel = "";
  String yLabel = "";

  @Nullable Limits limits; // null fits them to the data

  /** One unit of x is as long as one unit of y. */
  boolean equal;

  boolean logX;
  boolean logY;
  boolean axes = true;
  boolean xTicks = true;
  boolean yTicks = true;

  /** Among planes, whose boxes stand in line, the plane draws charts as well. */
  boolean inLine;

  @Nullable Corner legend = Corner.UPPER_RIGHT;

  /** Zero lets the contents choose. */
  int width;

  int height;

  @Nullable String description; // null composes a sentence from the layers

  Sheet with(Consumer<Sheet> change) {
    try {
      Sheet copy = (Sheet) clone();
      change.accept(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean fills(Layer l) {
    return l instanceof HeatMap || l instanceof Bands || l instanceof IsoLines;
  }

  /** The limits asked for, or limits around the data of these layers. */
  Limits limits(List<Layer> layers) {
    if (limits != null) return limits;
    // A picture fills its sheet, and what is laid over it does not stretch it.
    boolean filled = layers.stream().anyMatch(Sheet::fills);
    Extent all = Extent.NONE;
    boolean tightX = false;
    boolean tightY = false;
    for (Layer l : layers) {
      all = filled && !fills(l) ? all : all.union(l.extent(logX, logY));
      // Curves run from side to side, and bars stand on the axis.
      tightX |= l instanceof Curves c && c.x().length == 1;
      tightY |= l instanceof Bars;
    }
    return all.limits(
        logX, logY, filled ? 0 : tightX ? MARGIN / 4 : MARGIN, filled || tightY ? 0 : MARGIN);
  }

  /** The figure in words, for readers who cannot see it. */
  String described(List<Layer> layers, Limits l) {
    if (description != null) return description;
    String what = layers.stream().map(Layer::noun).distinct().collect(Collectors.joining(", "));
    String heading = title.isEmpty() ? "" : title + ": ";
    return heading
        + what
        + "; "
        + range(xLabel.isEmpty() ? "x" : xLabel, l.xmin(), l.xmax())
        + ", "
        + range(yLabel.isEmpty() ? "y" : yLabel, l.ymin(), l.ymax());
  }

  private static String range(String name, double from, double to) {
    double largest = Math.max(Math.abs(from), Math.abs(to));
    int digits = 3 + (int) Math.max(0, Math.log10(largest / (to - from)));
    return name + " from " + Ticks.plain(from, digits) + " to " + Ticks.plain(to, digits);
  }
}
