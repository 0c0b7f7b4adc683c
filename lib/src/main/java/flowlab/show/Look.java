package flowlab.show;

import java.awt.Color;
import java.util.function.Consumer;

/** How a layer looks. Never changed after {@link #with} has returned it. */
final class Look implements Cloneable {
  /** Null takes the next colour of the cycle. */
  Color color;

  double alpha = 1;
  double pointSize = HouseStyle.POINT_SIZE;
  double lineWidth = HouseStyle.LINE_WIDTH;
  boolean dashed;

  /** The word in the legend, or null. */
  String name;

  Palette palette = Palette.VIRIDIS;

  /** The values at the ends of the palette; NaN takes the data's own. */
  double low = Double.NaN;

  double high = Double.NaN;

  Look with(Consumer<Look> change) {
    try {
      Look copy = (Look) clone();
      change.accept(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  Color ink() {
    return HouseStyle.withAlpha(color == null ? HouseStyle.cycle(0) : color, alpha);
  }
}
