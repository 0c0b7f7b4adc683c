package flowlab.show;

import java.util.Arrays;

/**
 * Draws polylines into some rows of a picture. The share of a pixel that a line covers is read off
 * the distance of its centre; within one polyline the largest share counts, so that its corners are
 * not darker than its sides.
 */
final class Pen {
  private final int[] pixels;
  private final int width;
  private final int top;
  private final int bottom;
  private final double reach;
  private final double strength;
  private final byte[] share;
  private int[] touched = new int[4096];
  private int count;

  /**
   * A pen for the rows from top to before bottom.
   *
   * @param pixels of the whole picture, premultiplied, row after row
   * @param width of a row
   * @param thick width of the lines, in pixels
   */
  Pen(int[] pixels, int width, int top, int bottom, double thick) {
    this.pixels = pixels;
    this.width = width;
    this.top = top;
    this.bottom = bottom;
    // A line thinner than a pixel is a pixel wide, and fainter.
    this.strength = Math.min(1, thick);
    this.reach = Math.max(1, thick) / 2 + 0.5;
    this.share = new byte[(bottom - top) * width];
  }

  /** Whether a line between these heights touches the rows of this pen. */
  boolean reaches(double from, double to) {
    return from - reach < bottom && to + reach > top;
  }

  /** Draws a polyline over those before it; what is not finite breaks it. */
  void draw(double[] x, double[] y, int argb) {
    int run = 0;
    for (int i = 0; i < x.length; i++) {
      boolean finite = Math.abs(x[i]) < 1e6 && Math.abs(y[i]) < 1e6;
      if (finite && run > 0) {
        // The end of the segment before has already rounded this corner.
        segment(x[i - 1], y[i - 1], x[i], y[i], run == 1);
      }
      run = finite ? run + 1 : 0;
    }
    ink(argb);
  }

  /** Shares of the pixels nearer than reach; of those that lie before a, only at a line's start. */
  private void segment(double ax, double ay, double bx, double by, boolean starts) {
    int first = Math.max(top, (int) (Math.min(ay, by) - reach));
    int last = Math.min(bottom - 1, (int) (Math.max(ay, by) + reach));
    if (first > last) return;
    double length = Math.sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay));
    boolean spot = length < 1e-9;
    double ux = spot ? 1 : (bx - ax) / length;
    double uy = spot ? 0 : (by - ay) / length;
    boolean slanted = Math.abs(uy) > 1e-9;
    double slope = slanted ? ux / uy : 0;
    double wide = slanted ? reach / Math.abs(uy) : 1e9;
    int least = (int) Math.max(0, Math.min(ax, bx) - reach + 0.5);
    int most = (int) Math.min(width, Math.max(ax, bx) + reach + 0.5);
    for (int y = first; y <= last; y++) {
      double ey = y + 0.5 - ay;
      double middle = ax + ey * slope;
      int left = Math.max(least, (int) (middle - wide + 0.5));
      int right = Math.min(most, (int) (middle + wide + 0.5));
      int row = (y - top) * width;
      for (int x = left; x < right; x++) {
        double ex = x + 0.5 - ax;
        double along = ex * ux + ey * uy;
        if (along < 0 && !starts) continue;
        double distance = Math.abs(ex * uy - ey * ux);
        if (along < 0 || along > length) {
          double beyond = along < 0 ? along : along - length;
          distance = Math.sqrt(distance * distance + beyond * beyond);
        }
        cover(row + x, Math.min(255, (int) (255 * (reach - distance))));
      }
    }
  }

  private void cover(int k, int part) {
    int before = share[k] & 255;
    if (part > before) {
      share[k] = (byte) part;
      if (before == 0) {
        if (count == touched.length) touched = Arrays.copyOf(touched, 2 * count);
        touched[count++] = k;
      }
    }
  }

  /** Lays the polyline in its colour over those before it, and forgets its shares. */
  private void ink(int argb) {
    double alpha = strength * (argb >>> 24) / (255.0 * 255);
    int redBlue = argb & 0xff00ff;
    int alphaGreen = 0xff0000 | argb >> 8 & 255;
    int from = top * width;
    for (int i = 0; i < count; i++) {
      int k = touched[i];
      int a = (int) (alpha * (share[k] & 255) * 256 + 0.5);
      share[k] = 0;
      int rest = 256 - a;
      int p = pixels[from + k];
      // Two channels in one product: neither passes sixteen bits.
      pixels[from + k] =
          (a * alphaGreen + (p >>> 8 & 0xff00ff) * rest) & 0xff00ff00
              | (a * redBlue + (p & 0xff00ff) * rest) >>> 8 & 0xff00ff;
    }
    count = 0;
  }
}
