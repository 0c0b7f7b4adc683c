package flowlab.show;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.lang.ref.SoftReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A grid painted pixel by pixel of the device, bilinear between the grid's points. The last picture
 * is kept, so that the frames of an animation share their background.
 */
final class Raster {
  /** Rows that one thread paints at a time. */
  private static final int STRIP = 64;

  /** Colours for one row of pixels: their values, and the values of the row above. */
  interface Shader {
    void row(double[] value, double[] above, int n, int[] argb, int at);
  }

  private record Key(Axes axes, AffineTransform transform) {}

  private record Kept(Key key, BufferedImage image, int x, int y) {}

  private final Grid grid;
  private final Supplier<Shader> shading;
  private volatile SoftReference<Kept> kept = new SoftReference<>(null);

  private final boolean cells;

  /** With cells, each value fills a rectangle of its own instead of standing at a point. */
  Raster(Grid grid, Supplier<Shader> shading, boolean cells) {
    this.grid = grid;
    this.shading = shading;
    this.cells = cells;
  }

  void paint(Graphics2D g, Axes axes) {
    Key key = new Key(axes, g.getTransform());
    Kept k = kept.get();
    if (k == null || !k.key.equals(key)) {
      k = make(key);
      kept = new SoftReference<>(k);
    }
    Graphics2D device = (Graphics2D) g.create();
    device.setTransform(new AffineTransform());
    device.drawImage(k.image, k.x, k.y, null);
    device.dispose();
  }

  private Kept make(Key key) {
    Axes axes = key.axes;
    AffineTransform t = key.transform;
    Limits l = grid.limits();
    Rectangle2D onPaper =
        new Rectangle2D.Double(
            axes.px(l.xmin()),
            axes.py(l.ymax()),
            axes.px(l.xmax()) - axes.px(l.xmin()),
            axes.py(l.ymin()) - axes.py(l.ymax()));
    Rectangle2D seen = onPaper.createIntersection(axes.box());
    if (seen.isEmpty()) {
      return new Kept(key, new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB_PRE), 0, 0);
    }
    double sx = t.getScaleX();
    double sy = t.getScaleY();
    int x0 = (int) Math.round(seen.getMinX() * sx + t.getTranslateX());
    int y0 = (int) Math.round(seen.getMinY() * sy + t.getTranslateY());
    int w = Math.max(1, (int) Math.round(seen.getMaxX() * sx + t.getTranslateX()) - x0);
    int h = Math.max(1, (int) Math.round(seen.getMaxY() * sy + t.getTranslateY()) - y0);
    BufferedImage image = new BufferedImage(w, h, BufferedImage.TYPE_INT_ARGB_PRE);
    int[] argb = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();

    int nx = grid.nx();
    int[] column = new int[w];
    double[] part = new double[w];
    for (int i = 0; i < w; i++) {
      double x = axes.x((x0 + i + 0.5 - t.getTranslateX()) / sx);
      double at = place((x - l.xmin()) / l.width(), nx);
      column[i] = Math.min((int) at, nx - 2);
      part[i] = at - column[i];
    }
    Shader shader = shading.get();
    int strips = (h + STRIP - 1) / STRIP;
    IntStream.range(0, strips)
        .parallel()
        .forEach(
            k -> {
              double[] line = new double[nx];
              double[] above = new double[w];
              double[] here = new double[w];
              int first = k * STRIP;
              for (int j = Math.max(0, first - 1); j < Math.min(h, first + STRIP); j++) {
                double y = axes.y((y0 + j + 0.5 - t.getTranslateY()) / sy);
                mix(place((y - l.ymin()) / l.height(), grid.ny()), line);
                for (int i = 0; i < w; i++) {
                  int c = column[i];
                  here[i] = line[c] + part[i] * (line[c + 1] - line[c]);
                }
                if (j >= first) shader.row(here, j == 0 ? here : above, w, argb, j * w);
                double[] swap = above;
                above = here;
                here = swap;
              }
            });
    return new Kept(key, image, x0, y0);
  }

  /** One row of values at a height between the grid's own rows. */
  private void mix(double at, double[] line) {
    double[] v = grid.values();
    int nx = grid.nx();
    int row = Math.min((int) at, grid.ny() - 2);
    double up = at - row;
    int base = row * nx;
    for (int i = 0; i < nx; i++) line[i] = v[base + i] + up * (v[base + nx + i] - v[base + i]);
  }

  private double place(double part, int n) {
    double at = cells ? Math.floor(part * n) : part * (n - 1);
    return at < 0 ? 0 : Math.min(at, n - 1);
  }

  /** Colour and opacity as the premultiplied pixel that Java2D copies fastest. */
  static int premultiplied(int rgb, double alpha) {
    int a = (int) Math.round(255 * alpha);
    int r = Math.round((rgb >> 16 & 255) * a / 255f);
    int g = Math.round((rgb >> 8 & 255) * a / 255f);
    int b = Math.round((rgb & 255) * a / 255f);
    return a << 24 | r << 16 | g << 8 | b;
  }
}
