package flowlab.show;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Many polylines, quickly. Java2D prepares a mask over the bounds of every path; here a {@link Pen}
 * for each strip of the sheet, on as many threads as there are, touches only the pixels near a
 * line.
 */
final class Strokes {
  /** Rows that one thread draws at a time. */
  private static final int STRIP = 64;

  /** A polyline in pixels of the sheet, and the rows between which its points lie. */
  private record Line(double[] x, double[] y, double top, double bottom, int argb) {}

  private final Rectangle place;
  private final AffineTransform at;
  private final double width;
  private final List<Line> lines = new ArrayList<>();

  private Strokes(Rectangle place, AffineTransform at, double width) {
    this.place = place;
    this.at = at;
    this.width = width * at.getScaleX();
  }

  /** Strokes over a box of the paper, or null where g turns or shears it. */
  static @Nullable Strokes over(Graphics2D g, Rectangle2D box, double width) {
    AffineTransform t = g.getTransform();
    if (t.getShearX() != 0 || t.getShearY() != 0 || t.getScaleX() != t.getScaleY()) return null;
    return new Strokes(t.createTransformedShape(box).getBounds(), t, width);
  }

  /** Adds a polyline in the units of the paper; what is not finite breaks it. */
  void add(double[] px, double[] py, int argb) {
    double s = at.getScaleX();
    double dx = at.getTranslateX() - place.x;
    double dy = at.getTranslateY() - place.y;
    double[] x = new double[px.length];
    double[] y = new double[px.length];
    double top = Double.POSITIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < x.length; i++) {
      x[i] = px[i] * s + dx;
      y[i] = py[i] * s + dy;
      top = y[i] < top ? y[i] : top; // never NaN
      bottom = y[i] > bottom ? y[i] : bottom;
    }
    lines.add(new Line(x, y, top, bottom, argb));
  }

  void paint(Graphics2D g) {
    BufferedImage sheet =
        new BufferedImage(place.width, place.height, BufferedImage.TYPE_INT_ARGB_PRE);
    int[] pixels = ((DataBufferInt) sheet.getRaster().getDataBuffer()).getData();
    IntStream.range(0, (place.height + STRIP - 1) / STRIP)
        .parallel()
        .forEach(
            k -> {
              int bottom = Math.min(place.height, (k + 1) * STRIP);
              Pen pen = new Pen(pixels, place.width, k * STRIP, bottom, width);
              for (Line line : lines) {
                if (pen.reaches(line.top, line.bottom)) pen.draw(line.x, line.y, line.argb);
              }
            });
    Graphics2D device = (Graphics2D) g.create();
    device.setTransform(new AffineTransform());
    device.drawImage(sheet, place.x, place.y, null);
    device.dispose();
  }
}
