package flowlab.show;

import java.awt.geom.Rectangle2D;

/** The map from data to the paper: a box in CSS pixels, the limits that fill it, and the scales. */
record Axes(Rectangle2D.Double box, Limits limits, boolean logX, boolean logY) {

  double px(double x) {
    return box.x + box.width * part(x, limits.xmin(), limits.xmax(), logX);
  }

  double py(double y) {
    return box.y + box.height * (1 - part(y, limits.ymin(), limits.ymax(), logY));
  }

  double x(double px) {
    return whole((px - box.x) / box.width, limits.xmin(), limits.xmax(), logX);
  }

  double y(double py) {
    return whole(1 - (py - box.y) / box.height, limits.ymin(), limits.ymax(), logY);
  }

  private static double part(double v, double lo, double hi, boolean log) {
    return log ? Math.log(v / lo) / Math.log(hi / lo) : (v - lo) / (hi - lo);
  }

  private static double whole(double part, double lo, double hi, boolean log) {
    return log ? lo * Math.pow(hi / lo, part) : lo + part * (hi - lo);
  }
}
