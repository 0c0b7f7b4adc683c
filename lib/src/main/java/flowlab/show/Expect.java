package flowlab.show;

import java.util.Locale;

/** Arguments that do not fit are refused with what was expected, what came, and the way out. */
final class Expect {
  /** A notebook page is about 1,000 wide; this much still fits into memory at double density. */
  private static final int LARGEST = 10_000;

  private Expect() {}

  static void that(boolean holds, String message, Object... args) {
    if (!holds) throw new IllegalArgumentException(String.format(Locale.ROOT, message, args));
  }

  static String text(String text, String what) {
    that(text != null, "expected a %s, got null; use \"\" for none", what);
    return text;
  }

  static void size(int width, int height) {
    that(
        width > 0 && height > 0 && width <= LARGEST && height <= LARGEST,
        "expected a width and a height in CSS pixels between 1 and %d, got %d by %d",
        LARGEST,
        width,
        height);
  }

  /** A positive, finite number of CSS pixels. */
  static double length(double value, String what) {
    that(value > 0 && value < LARGEST, "expected a positive %s in CSS pixels, got %s", what, value);
    return value;
  }

  /** A copy of values of which at least one can be drawn. */
  static double[] values(double[] values, String what) {
    that(values != null && values.length > 0, "expected some %s, got none", what);
    int finite = 0;
    for (double v : values) finite += Double.isFinite(v) ? 1 : 0;
    that(
        finite > 0,
        "expected finite %s, but all %d are NaN or infinite; print them where they are made",
        what,
        values.length);
    return values.clone();
  }

  static void sameLength(double[] a, double[] b, String what, String other) {
    that(
        a.length == b.length,
        "expected as many %s as %s, got %d and %d",
        what,
        other,
        a.length,
        b.length);
  }
}
