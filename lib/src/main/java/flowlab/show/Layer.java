package flowlab.show;

import java.awt.Graphics2D;

/** One thing drawn on the plane. Immutable. */
interface Layer {
  Look look();

  Layer looking(Look look);

  /** The range of the data, or {@link Extent#NONE} for a layer that follows the others. */
  Extent extent(boolean logX, boolean logY);

  /** Paints inside the clip that the engine has set to the axes' box. */
  void paint(Graphics2D g, Axes axes);

  /** Paints the sample that stands before the name in a legend, on a strip from x to x + width. */
  default void paintKey(Graphics2D g, double x, double y, double width) {
    g.setColor(look().ink());
    g.fill(new java.awt.geom.Rectangle2D.Double(x + width / 4, y - 4, width / 2, 8));
  }

  /** Whether the layer takes the next colour of the cycle when none was asked for. */
  default boolean takesColor() {
    return true;
  }

  /** What it is, for descriptions: {@code "2000 points"}. */
  String noun();
}
