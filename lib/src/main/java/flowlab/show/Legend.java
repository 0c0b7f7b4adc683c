package flowlab.show;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;

/** The names of the layers that have one, on a light ground in a corner of the box. */
final class Legend {
  private static final Color GROUND = new Color(255, 255, 255, 215);
  private static final int KEY = 22;
  private static final int INSET = 8;
  private static final int PAD = 6;

  private Legend() {}

  static void paint(Graphics2D g, List<Layer> layers, Rectangle2D.Double box, Corner corner) {
    List<Layer> named = layers.stream().filter(l -> l.look().name != null).toList();
    if (named.isEmpty()) return;
    double widest = 0;
    for (Layer l : named) {
      widest = Math.max(widest, HouseStyle.textWidth(HouseStyle.LABEL, l.look().label()));
    }
    double line = HouseStyle.lineHeight(HouseStyle.LABEL) + 3;
    double w = PAD + KEY + 7 + widest + PAD;
    double h = PAD + named.size() * line + PAD - 3;
    double x = corner.right() ? box.x + box.width - INSET - w : box.x + INSET;
    double y = corner.upper() ? box.y + INSET : box.y + box.height - INSET - h;
    g.setColor(GROUND);
    g.fill(new RoundRectangle2D.Double(x, y, w, h, 6, 6));
    double top = y + PAD;
    for (Layer l : named) {
      l.paintKey(g, x + PAD, top + line / 2 - 1, KEY);
      g.setFont(HouseStyle.LABEL);
      g.setColor(HouseStyle.INK);
      g.drawString(
          l.look().label(),
          (float) (x + PAD + KEY + 7),
          (float) (top + line / 2 - 1 + HouseStyle.ascent(HouseStyle.LABEL) * 0.36));
      top += line;
    }
  }
}
