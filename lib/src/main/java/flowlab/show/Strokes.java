package flowlab.show;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Arrays;

/**
 * Many polylines, quickly. Java2D prepares a mask over the bounds of every path; here each segment
 * touches only the pixels near it, whose share is read off their distance. Within one polyline the
 * largest share of a pixel counts, so that its corners are not darker than its sides.
 */
final class Strokes {
  private final Rectangle place;
  private final int[] pixels;
  private final BufferedImage sheet;
  private final AffineTransform at;
  private final double reach;
  private final double strength;
  private final byte[] share;
  private int[] touched = new int[4096];
  private int count;

  private Strokes(Rectangle place, AffineTransform at, double width) {
    this.place = place;
    this.at = at;
    this.sheet = new BufferedImage(place.width, place.height, BufferedImage.TYPE_INT_ARGB_PRE);
    this.pixels = ((DataBufferInt) sheet.getRaster().getDataBuffer()).getData();
    this.share = new byte[pixels.length];
    double device = width * at.getScaleX();
    // A line thinner than a pixel is a pixel wide, and fainter.
    this.strength = Math.min(1, device);
    this.reach = Math.max(1, device) / 2 + 0.5;
  }

  /** Strokes over a box of the paper, or null where g turns or shears it. */
  static Strokes over(Graphics2D g, Rectangle2D box, double width) {
    AffineTransform t = g.getTransform();
    if (t.getShearX() != 0 || t.getShearY() != 0 || t.getScaleX() != t.getScaleY()) {
      return null;
    }
    return new Strokes(t.createTransformedShape(box).getBounds(), t, width);
  }

  /** Adds a polyline in the units of the paper; what is not finite breaks it. */
  void add(double[] px, double[] py, int argb) {
    double s = at.getScaleX();
    double dx = at.getTranslateX() - place.x;
    double dy = at.getTranslateY() - place.y;
    boolean down = false;
    double x0 = 0;
    double y0 = 0;
    for (int i = 0; i < px.length; i++) {
      double x = px[i] * s + dx;
      double y = py[i] * s + dy;
      boolean finite = Math.abs(x) < 1e6 && Math.abs(y) < 1e6;
      if (finite && down) {
        segment(x0, y0, x, y);
      }
      down = finite;
      x0 = x;
      y0 = y;
    }
    ink(argb);
  }

  private void segment(double ax, double ay, double bx, double by) {
    double ux = bx - ax;
    double uy = by - ay;
    double length2 = Math.max(1e-12, ux * ux + uy * uy);
    int top = (int) Math.max(0, Math.floor(Math.min(ay, by) - reach));
    int bottom = (int) Math.min(place.height - 1, Math.ceil(Math.max(ay, by) + reach));
    double slope = Math.abs(uy) > 1e-9 ? ux / uy : 0;
    double wide = Math.abs(uy) > 1e-9 ? reach * Math.sqrt(length2) / Math.abs(uy) : 1e9;
    double least = Math.min(ax, bx) - reach;
    double most = Math.max(ax, bx) + reach;
    for (int y = top; y <= bottom; y++) {
      double ey = y + 0.5 - ay;
      double middle = ax + ey * slope;
      int left = (int) Math.max(0, Math.floor(Math.max(least, middle - wide)));
      int right = (int) Math.min(place.width - 1.0, Math.ceil(Math.min(most, middle + wide)));
      for (int x = left; x <= right; x++) {
        double ex = x + 0.5 - ax;
        double t = (ex * ux + ey * uy) / length2;
        t = t < 0 ? 0 : t > 1 ? 1 : t;
        double cx = ex - t * ux;
        double cy = ey - t * uy;
        double d2 = cx * cx + cy * cy;
        if (d2 < reach * reach) {
          int part = (int) (255 * Math.min(1, reach - Math.sqrt(d2)));
          int k = y * place.width + x;
          int before = share[k] & 255;
          if (part > before) {
            touch(k, before);
            share[k] = (byte) part;
          }
        }
      }
    }
  }

  private void touch(int k, int before) {
    if (before == 0) {
      if (count == touched.length) {
        touched = Arrays.copyOf(touched, 2 * count);
      }
      touched[count++] = k;
    }
  }

  /** Lays the polyline in its colour over those before it, and forgets its shares. */
  private void ink(int argb) {
    double alpha = strength * (argb >>> 24) / (255.0 * 255);
    int r = argb >> 16 & 255;
    int g = argb >> 8 & 255;
    int b = argb & 255;
    for (int i = 0; i < count; i++) {
      int k = touched[i];
      int a = (int) (alpha * (share[k] & 255) * 256 + 0.5);
      share[k] = 0;
      int p = pixels[k];
      int rest = 256 - a;
      pixels[k] =
          (a * 255 + (p >>> 24) * rest >> 8) << 24
              | (a * r + (p >> 16 & 255) * rest >> 8) << 16
              | (a * g + (p >> 8 & 255) * rest >> 8) << 8
              | a * b + (p & 255) * rest >> 8;
    }
    count = 0;
  }

  void paint(Graphics2D g) {
    Graphics2D device = (Graphics2D) g.create();
    device.setTransform(new AffineTransform());
    device.drawImage(sheet, place.x, place.y, null);
    device.dispose();
  }
}
