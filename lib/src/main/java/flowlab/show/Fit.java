package flowlab.show;

import java.util.List;

/** Limits around the data of some layers. */
final class Fit {
  private static final double MARGIN = 0.04;

  private Fit() {}

  private static boolean fills(Layer l) {
    return l instanceof HeatMap || l instanceof Bands || l instanceof IsoLines;
  }

  static Limits limits(List<Layer> layers, boolean logX, boolean logY) {
    // A picture fills its sheet, and what is laid over it does not stretch it.
    boolean filled = layers.stream().anyMatch(Fit::fills);
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
}
