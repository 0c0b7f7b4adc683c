package flowlab.show;

import java.awt.Color;

/**
 * A scale of colours over [0, 1], held as 256 opaque steps.
 *
 * <p>{@link #VIRIDIS} is the default: it grows evenly lighter, also for the colour-blind and in
 * print. {@link #ORRD} and {@link #PUBU} follow the nine classes of ColorBrewer (Brewer and
 * Harrower, colorbrewer2.org) by straight lines in sRGB. {@link #HUE} is for angles: it ends where
 * it began. A palette never changes; threads may share it.
 */
public final class Palette {
  private static final int STEPS = 256;

  public static final Palette VIRIDIS =
      of(
          0x440154, 0x482475, 0x414487, 0x355f8d, 0x2a788e, 0x21918c, 0x22a884, 0x44bf70, 0x7ad151,
          0xbddf26, 0xfde725);
  public static final Palette ORRD =
      of(0xfff7ec, 0xfee8c8, 0xfdd49e, 0xfdbb84, 0xfc8d59, 0xef6548, 0xd7301f, 0xb30000, 0x7f0000);
  public static final Palette PUBU =
      of(0xfff7fb, 0xece7f2, 0xd0d1e6, 0xa6bddb, 0x74a9cf, 0x3690c0, 0x0570b0, 0x045a8d, 0x023858);

  /** A palette from white to black. */
  public static final Palette GREYS = of(0xffffff, 0xbdbdbd, 0x636363, 0x000000);

  /** Blue through white to red, for values on both sides of zero. */
  public static final Palette DIVERGING =
      of(0x2166ac, 0x67a9cf, 0xd1e5f0, 0xf7f7f7, 0xfddbc7, 0xef8a62, 0xb2182b);

  /** A ring of hues of like lightness, for angles. */
  public static final Palette HUE =
      of(0xd1495b, 0xd98c1f, 0x8fae2a, 0x2fa36b, 0x2a93b8, 0x6a6fc9, 0xb352a4, 0xd1495b);

  private final int[] rgb;

  private Palette(int[] rgb) {
    this.rgb = rgb;
  }

  /** A palette through control colours {@code 0xRRGGBB}, evenly spaced, straight between them. */
  public static Palette of(int... controls) {
    Expect.that(
        controls != null && controls.length >= 2,
        "expected at least two colours, got %s; Palette.of(0xffffff, 0x0072b2) is white to blue",
        controls == null ? "none" : controls.length);
    int[] rgb = new int[STEPS];
    for (int i = 0; i < STEPS; i++) {
      double at = i * (controls.length - 1) / (STEPS - 1.0);
      int k = Math.min((int) at, controls.length - 2);
      rgb[i] = mix(controls[k], controls[k + 1], at - k);
    }
    return new Palette(rgb);
  }

  /** The colour at a value in [0, 1], as {@code 0xRRGGBB}; values outside take the nearer end. */
  public int rgb(double at) {
    return rgb[at >= 1 ? STEPS - 1 : at > 0 ? (int) (at * (STEPS - 1) + 0.5) : 0];
  }

  /** The colour at a value in [0, 1]. */
  public Color color(double at) {
    return new Color(rgb(at));
  }

  /** The same palette from its other end. */
  public Palette reversed() {
    int[] r = new int[STEPS];
    for (int i = 0; i < STEPS; i++) r[i] = rgb[STEPS - 1 - i];
    return new Palette(r);
  }

  /** The part between two values, stretched over [0, 1]: {@code VIRIDIS.part(0.2, 1)}. */
  public Palette part(double from, double to) {
    Expect.that(
        0 <= from && from < to && to <= 1, "expected 0 <= from < to <= 1, got %s and %s", from, to);
    int[] r = new int[STEPS];
    for (int i = 0; i < STEPS; i++) r[i] = rgb(from + (to - from) * i / (STEPS - 1.0));
    return new Palette(r);
  }

  /** This palette below a value, another above it: {@code ORRD.below(0.055, PUBU)}. */
  public Palette below(double cut, Palette above) {
    Expect.that(cut >= 0 && cut <= 1, "expected a cut in [0, 1], got %s", cut);
    int[] r = new int[STEPS];
    for (int i = 0; i < STEPS; i++) r[i] = i < cut * STEPS ? rgb[i] : above.rgb[i];
    return new Palette(r);
  }

  private static int mix(int a, int b, double t) {
    int out = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int u = a >> shift & 255;
      int v = b >> shift & 255;
      out |= (int) Math.round(u + (v - u) * t) << shift;
    }
    return out;
  }
}
