package flowlab.show;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** Paints a plot with Java2D: the layers inside the box, thin axes around it. */
final class PlaneEngine {
  private PlaneEngine() {}

  static void paint(Graphics2D g, Sheet sheet, List<Layer> layers, Axes axes) {
    Rectangle2D.Double box = axes.box();
    Graphics2D inside = (Graphics2D) g.create();
    inside.clip(box);
    for (Layer layer : layers) layer.paint(inside, axes);
    inside.dispose();
    if (sheet.axes) axes(g, sheet, axes);
    if (sheet.legend != null) Legend.paint(g, layers, box, sheet.legend);
    if (!sheet.title.isEmpty()) {
      g.setFont(HouseStyle.TITLE);
      g.setColor(HouseStyle.INK);
      centered(g, HouseStyle.TITLE, sheet.title, box.getCenterX(), box.y - 8);
    }
  }

  private static void axes(Graphics2D g, Sheet sheet, Axes axes) {
    Rectangle2D.Double box = axes.box();
    g.setStroke(
        new BasicStroke(HouseStyle.AXIS_WIDTH, BasicStroke.CAP_SQUARE, BasicStroke.JOIN_MITER));
    g.setColor(HouseStyle.AXIS);
    g.draw(box);
    double bottom = box.y + box.height;
    double below = bottom;
    double beside = box.x;
    if (sheet.xTicks) {
      Ticks t = Margins.xTicks(sheet, axes.limits(), box.width);
      below += HouseStyle.TICK_LENGTH + 2 + HouseStyle.ascent(HouseStyle.TICK);
      for (int i = 0; i < t.at().length; i++) {
        double x = axes.px(t.at()[i]);
        g.setColor(HouseStyle.AXIS);
        g.draw(new Line2D.Double(x, bottom, x, bottom + HouseStyle.TICK_LENGTH));
        g.setColor(HouseStyle.INK);
        centered(g, HouseStyle.TICK, t.labels()[i], x, below);
      }
      below += HouseStyle.lineHeight(HouseStyle.TICK) - HouseStyle.ascent(HouseStyle.TICK);
    }
    if (sheet.yTicks) {
      Ticks t = Margins.yTicks(sheet, axes.limits(), box.height);
      double down = HouseStyle.ascent(HouseStyle.TICK) * 0.36;
      double widest = 0;
      for (int i = 0; i < t.at().length; i++) {
        double y = axes.py(t.at()[i]);
        double w = HouseStyle.textWidth(HouseStyle.TICK, t.labels()[i]);
        widest = Math.max(widest, w);
        g.setColor(HouseStyle.AXIS);
        g.draw(new Line2D.Double(box.x - HouseStyle.TICK_LENGTH, y, box.x, y));
        g.setColor(HouseStyle.INK);
        g.setFont(HouseStyle.TICK);
        g.drawString(
            t.labels()[i],
            (float) (box.x - HouseStyle.TICK_LENGTH - Margins.GAP + 2 - w),
            (float) (y + down));
      }
      beside -= HouseStyle.TICK_LENGTH + Margins.GAP + widest;
    }
    names(g, sheet, box, below, beside);
  }

  private static void names(
      Graphics2D g, Sheet sheet, Rectangle2D.Double box, double below, double beside) {
    g.setColor(HouseStyle.INK);
    if (!sheet.xLabel.isEmpty()) {
      double y = below + 1 + HouseStyle.ascent(HouseStyle.LABEL);
      centered(g, HouseStyle.LABEL, sheet.xLabel, box.getCenterX(), y);
    }
    if (!sheet.yLabel.isEmpty()) {
      AffineTransform upright = g.getTransform();
      g.rotate(-Math.PI / 2, beside - Margins.GAP, box.getCenterY());
      centered(g, HouseStyle.LABEL, sheet.yLabel, beside - Margins.GAP, box.getCenterY());
      g.setTransform(upright);
    }
  }

  static void centered(Graphics2D g, Font font, String text, double x, double y) {
    g.setFont(font);
    g.drawString(text, (float) (x - HouseStyle.textWidth(font, text) / 2), (float) y);
  }
}
