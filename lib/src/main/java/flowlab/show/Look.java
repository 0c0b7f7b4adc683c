package flowlab.show;

import java.awt.Color;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How a layer looks. Never changed after {@link #with} has returned it. */
final class Look implements Cloneable {
  @Nullable Color color; // null takes the next of the cycle

  double alpha = 1;
  double pointSize = HouseStyle.POINT_SIZE;
  double lineWidth = HouseStyle.LINE_WIDTH;
  boolean dashed;

  @Nullable String name; // the word in the legend
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

  String label() {
    return Objects.requireNonNullElse(name, "");
  }

  Color ink() {
    return HouseStyle.withAlpha(color == null ? HouseStyle.cycle(0) : color, alpha);
  }
}
