package flowlab.show;

import java.util.Arrays;

/** Values to colours: a palette and the range of values it spans. */
record Shade(Palette palette, double low, double high) {

  /** The look's palette over its range, or over the data's where it has none. */
  static Shade of(Look look, double[] values) {
    double lo = look.low;
    double hi = look.high;
    if (Double.isNaN(lo)) {
      lo = Arrays.stream(values).filter(Double::isFinite).min().orElse(0);
      hi = Arrays.stream(values).filter(Double::isFinite).max().orElse(1);
    }
    return new Shade(look.palette, lo, hi);
  }

  /** The look's palette over its range, or over the grid's. */
  static Shade of(Look look, Grid grid) {
    boolean own = Double.isNaN(look.low);
    return new Shade(look.palette, own ? grid.min() : look.low, own ? grid.max() : look.high);
  }

  int rgb(double v) {
    return palette.rgb(high > low ? (v - low) / (high - low) : 0.5);
  }
}
