package flowlab.show;

import java.util.ArrayList;
import java.util.List;

/**
 * A curve cut into dashes. XChart begins its dashes anew in each segment of a curve, so that short
 * segments make a solid line; cut like this, each dash is a piece of its own.
 */
final class Dashes {
  private final List<double[]> points = new ArrayList<>();
  private final float[] dash;
  private double drawn; // pixels since the last dash began

  private Dashes(float[] dash) {
    this.dash = dash;
  }

  /**
   * The dashes, with NaN between them, as {x, y}.
   *
   * @param dash pixels of a dash and of a gap
   */
  static double[][] of(float[] dash, double[] x, double[] y, Axes axes) {
    Dashes dashes = new Dashes(dash);
    for (int i = 1; i < x.length; i++) {
      double length =
          Math.hypot(axes.px(x[i]) - axes.px(x[i - 1]), axes.py(y[i]) - axes.py(y[i - 1]));
      if (Double.isFinite(length)) {
        dashes.segment(x[i - 1], y[i - 1], x[i], y[i], length);
      } else {
        dashes.lift();
      }
    }
    dashes.lift();
    double[][] line = new double[2][dashes.points.size()];
    for (int i = 0; i < line[0].length; i++) {
      line[0][i] = dashes.points.get(i)[0];
      line[1][i] = dashes.points.get(i)[1];
    }
    return line;
  }

  private void segment(double x0, double y0, double x1, double y1, double length) {
    for (double at = 0; at < length; ) {
      boolean on = drawn < dash[0];
      double to = Math.min(length, at + (on ? dash[0] : dash[0] + dash[1]) - drawn);
      if (on) {
        point(x0, y0, x1, y1, at / length);
        point(x0, y0, x1, y1, to / length);
      }
      drawn += to - at;
      if (on && drawn > dash[0] - 1e-6) {
        points.add(new double[] {Double.NaN, Double.NaN});
        drawn = dash[0];
      } else if (drawn > dash[0] + dash[1] - 1e-6) {
        drawn = 0;
      }
      at = to;
    }
  }

  private void point(double x0, double y0, double x1, double y1, double share) {
    points.add(new double[] {x0 + share * (x1 - x0), y0 + share * (y1 - y0)});
  }

  private void lift() {
    points.add(new double[] {Double.NaN, Double.NaN});
    drawn = 0;
  }
}
