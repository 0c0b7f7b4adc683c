package flowlab.show;

import java.awt.geom.Rectangle2D;

/** The size of a figure and the place of its axes' box, in whole CSS pixels. */
record Placement(int width, int height, Axes axes) {
  private static final int CHART_WIDTH = 560;
  private static final int CHART_HEIGHT = 320;
  private static final int PLANE_WIDTH = 380;
  private static final int PLANE_HEIGHT = 420;
  private static final int SMALLEST = 16;

  static Placement of(Sheet sheet, Limits limits) {
    // The labels of y depend on the height of the box, and the box on the width of the labels.
    Margins guess = Margins.of(sheet, limits, size(sheet, limits, new Margins(0, 0, 0, 0))[1]);
    Margins m = Margins.of(sheet, limits, size(sheet, limits, guess)[1]);
    double[] box = size(sheet, limits, m);
    double w = box[0];
    double h = box[1];
    int width = sheet.width > 0 ? sheet.width : (int) Math.ceil(w + m.across());
    int height = sheet.height > 0 ? sheet.height : (int) Math.ceil(h + m.upright());
    // What an equal aspect leaves over is shared between both sides.
    double x = m.left() + Math.max(0, Math.floor((width - m.across() - w) / 2));
    double y = m.top() + Math.max(0, Math.floor((height - m.upright() - h) / 2));
    return new Placement(width, height, axes(sheet, limits, new Rectangle2D.Double(x, y, w, h)));
  }

  /** The width and height of the box inside these margins. */
  private static double[] size(Sheet sheet, Limits limits, Margins m) {
    double room = sheet.width > 0 ? sheet.width - m.across() : Double.NaN;
    double rise = sheet.height > 0 ? sheet.height - m.upright() : Double.NaN;
    double w;
    double h;
    if (!sheet.equal) {
      w = Double.isNaN(room) ? CHART_WIDTH - m.across() : room;
      h = Double.isNaN(rise) ? CHART_HEIGHT - m.upright() : rise;
    } else {
      double ratio = limits.height() / limits.width();
      double mostW = !Double.isNaN(room) ? room : Double.isNaN(rise) ? PLANE_WIDTH : 4 * rise;
      double mostH = !Double.isNaN(rise) ? rise : Double.isNaN(room) ? PLANE_HEIGHT : 4 * room;
      w = Math.min(mostW, mostH / ratio);
      h = w * ratio;
    }
    return new double[] {Math.max(SMALLEST, Math.rint(w)), Math.max(SMALLEST, Math.rint(h))};
  }

  static Axes axes(Sheet sheet, Limits limits, Rectangle2D.Double box) {
    return new Axes(box, limits, sheet.logX, sheet.logY);
  }
}
