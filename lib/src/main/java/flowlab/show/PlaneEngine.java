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
    for (Layer layer : layers) {
      layer.paint(inside, axes);
    }
    inside.dispose();
    if (sheet.axes) {
      axes(g, sheet, axes);
    }
    if (sheet.legend != null) {
      Legend.paint(g, layers, box, sheet.legend);
    }
    if (!sheet.title.isEmpty()) {
      g.setFont(Style.TITLE);
      g.setColor(Style.INK);
      centered(g, Style.TITLE, sheet.title, box.getCenterX(), box.y - 8);
    }
  }

  private static void axes(Graphics2D g, Sheet sheet, Axes axes) {
    Rectangle2D.Double box = axes.box();
    g.setStroke(new BasicStroke(Style.AXIS_WIDTH, BasicStroke.CAP_SQUARE, BasicStroke.JOIN_MITER));
    g.setColor(Style.AXIS);
    g.draw(box);
    double bottom = box.y + box.height;
    double below = bottom;
    double beside = box.x;
    if (sheet.xTicks) {
      Ticks t = Margins.xTicks(sheet, axes.limits(), box.width);
      below += Style.TICK_LENGTH + 2 + Style.ascent(Style.TICK);
      for (int i = 0; i < t.at().length; i++) {
        double x = axes.px(t.at()[i]);
        g.setColor(Style.AXIS);
        g.draw(new Line2D.Double(x, bottom, x, bottom + Style.TICK_LENGTH));
        g.setColor(Style.INK);
        centered(g, Style.TICK, t.labels()[i], x, below);
      }
      below += Style.lineHeight(Style.TICK) - Style.ascent(Style.TICK);
    }
    if (sheet.yTicks) {
      Ticks t = Margins.yTicks(sheet, axes.limits(), box.height);
      double down = Style.ascent(Style.TICK) * 0.36;
      double widest = 0;
      for (int i = 0; i < t.at().length; i++) {
        double y = axes.py(t.at()[i]);
        double w = Style.textWidth(Style.TICK, t.labels()[i]);
        widest = Math.max(widest, w);
        g.setColor(Style.AXIS);
        g.draw(new Line2D.Double(box.x - Style.TICK_LENGTH, y, box.x, y));
        g.setColor(Style.INK);
        g.setFont(Style.TICK);
        g.drawString(
            t.labels()[i],
            (float) (box.x - Style.TICK_LENGTH - Margins.GAP + 2 - w),
            (float) (y + down));
      }
      beside -= Style.TICK_LENGTH + Margins.GAP + widest;
    }
    names(g, sheet, box, below, beside);
  }

  private static void names(
      Graphics2D g, Sheet sheet, Rectangle2D.Double box, double below, double beside) {
    g.setColor(Style.INK);
    if (!sheet.xLabel.isEmpty()) {
      double y = below + 1 + Style.ascent(Style.LABEL);
      centered(g, Style.LABEL, sheet.xLabel, box.getCenterX(), y);
    }
    if (!sheet.yLabel.isEmpty()) {
      AffineTransform upright = g.getTransform();
      g.rotate(-Math.PI / 2, beside - Margins.GAP, box.getCenterY());
      centered(g, Style.LABEL, sheet.yLabel, beside - Margins.GAP, box.getCenterY());
      g.setTransform(upright);
    }
  }

  static void centered(Graphics2D g, Font font, String text, double x, double y) {
    g.setFont(font);
    g.drawString(text, (float) (x - Style.textWidth(font, text) / 2), (float) y);
  }
}
