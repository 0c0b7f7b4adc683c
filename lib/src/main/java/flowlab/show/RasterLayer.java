package flowlab.show;

import java.awt.Graphics2D;

/** A grid of values as coloured pixels. */
interface RasterLayer extends Layer {
  Grid grid();

  Raster raster();

  @Override
  default Extent extent(boolean logX, boolean logY) {
    return Extent.of(grid().limits());
  }

  @Override
  default void paint(Graphics2D g, Axes axes) {
    raster().paint(g, axes);
  }

  @Override
  default boolean takesColor() {
    return false;
  }
}
