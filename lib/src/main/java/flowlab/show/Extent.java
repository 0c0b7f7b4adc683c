package flowlab.show;

/**
 * The range of the finite numbers seen so far; empty at first. Not a {@link Limits} until asked.
 */
record Extent(double xmin, double xmax, double ymin, double ymax) {
  static final Extent NONE =
      new Extent(
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY);

  /** The extent of points; on a logarithmic axis only positive numbers have a place. */
  static Extent of(double[] x, double[] y, boolean logX, boolean logY) {
    double x0 = Double.POSITIVE_INFINITY;
    double x1 = Double.NEGATIVE_INFINITY;
    double y0 = Double.POSITIVE_INFINITY;
    double y1 = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < x.length; i++) {
      if (drawable(x[i], logX) && drawable(y[i], logY)) {
        x0 = Math.min(x0, x[i]);
        x1 = Math.max(x1, x[i]);
        y0 = Math.min(y0, y[i]);
        y1 = Math.max(y1, y[i]);
      }
    }
    return new Extent(x0, x1, y0, y1);
  }

  static Extent of(Limits l) {
    return new Extent(l.xmin(), l.xmax(), l.ymin(), l.ymax());
  }

  private static boolean drawable(double v, boolean log) {
    return Double.isFinite(v) && (!log || v > 0);
  }

  Extent union(Extent o) {
    return new Extent(
        Math.min(xmin, o.xmin),
        Math.max(xmax, o.xmax),
        Math.min(ymin, o.ymin),
        Math.max(ymax, o.ymax));
  }

  /** Limits around this extent, with a margin that is a fraction of the range. */
  Limits limits(boolean logX, boolean logY, double marginX, double marginY) {
    Expect.that(
        xmin <= xmax || ymin <= ymax,
        "nothing to draw: no point has finite coordinates%s",
        logX || logY ? " that are positive on the logarithmic axis" : "");
    double[] x = range(xmin, xmax, logX, marginX);
    double[] y = range(ymin, ymax, logY, marginY);
    return new Limits(x[0], x[1], y[0], y[1]);
  }

  private static double[] range(double lo, double hi, boolean log, double margin) {
    if (lo > hi) {
      return log ? new double[] {0.1, 1} : new double[] {0, 1};
    }
    if (log) {
      double a = Math.log10(lo);
      double b = Math.log10(hi);
      double pad = b > a ? margin * (b - a) : 0.5;
      return new double[] {Math.pow(10, a - pad), Math.pow(10, b + pad)};
    }
    double pad = hi > lo ? margin * (hi - lo) : Math.max(0.5, Math.abs(lo) * 0.05);
    return new double[] {lo - pad, hi + pad};
  }
}
