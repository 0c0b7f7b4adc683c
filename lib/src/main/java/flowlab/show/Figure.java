package flowlab.show;

import flowlab.nd.WholeFile;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.knowm.xchart.internal.chartpart.IChart;

/**
 * A picture of fixed size that can paint itself at any resolution.
 *
 * <p>Sizes are CSS pixels: what a browser calls one pixel, about 1/96 inch. Figures are immutable
 * and may be painted from several threads at once.
 */
public interface Figure {

  /** Pixels of the PNG per CSS pixel, so that text is crisp on screens of double density. */
  double PNG_SCALE = 2;

  /** Width in CSS pixels. */
  int width();

  /** Height in CSS pixels. */
  int height();

  /** Paints the figure with its upper left corner at the origin, in CSS pixels. */
  void paint(Graphics2D g);

  /** What the picture shows, in a sentence: the alternative text of the image. */
  default String description() {
    return "Figure " + width() + "×" + height();
  }

  /** The same figure with this sentence as its {@link #description()}. */
  default Figure describedAs(String description) {
    return new Painted(width(), height(), this::paint, Expect.text(description, "description"));
  }

  /**
   * The figure as pixels on white.
   *
   * @param scale pixels per CSS pixel, 1 for an ordinary screen
   */
  default BufferedImage image(double scale) {
    Expect.that(
        scale > 0 && scale <= 16,
        "expected a scale in (0, 16], got %s; 1 is an ordinary screen, 2 a screen of double"
            + " density",
        scale);
    int w = (int) Math.ceil(width() * scale);
    int h = (int) Math.ceil(height() * scale);
    BufferedImage image = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    try {
      g.setColor(HouseStyle.PAPER);
      g.fillRect(0, 0, w, h);
      g.setColor(HouseStyle.INK);
      g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      g.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      g.setRenderingHint(
          RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
      g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      g.scale(scale, scale);
      paint(g);
    } finally {
      g.dispose();
    }
    return image;
  }

  /** The figure as a PNG file at {@link #PNG_SCALE}, with its physical size inside. */
  default byte[] png() {
    return Png.encode(image(PNG_SCALE), PNG_SCALE);
  }

  /** Writes {@link #png()} to a file and returns its path. */
  default Path save(Path file) {
    try {
      return WholeFile.write(file, ByteBuffer.wrap(png()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What a notebook shows: {@code text/html}, which is the image with its alternative text, the
   * bare {@code image/png} in base64 for what is no page, and {@code text/plain}.
   */
  default Map<String, Object> mimeBundle() {
    byte[] png = png();
    Map<String, Object> bundle = new LinkedHashMap<>();
    bundle.put("text/html", Shown.image("image/png", png, width(), height(), description()));
    bundle.put("image/png", Base64.getEncoder().encodeToString(png));
    bundle.put("text/plain", description());
    return bundle;
  }

  /**
   * The size at which a notebook shows the PNG: its own pixels are {@link #PNG_SCALE} times finer.
   */
  default Map<String, Object> mimeMetadata() {
    return Map.of("image/png", Shown.at(width(), height(), description()));
  }

  /**
   * A chart of XChart as it is now, so that it can be described, saved and put beside others in
   * panels: {@code Figure.of(chart).describedAs("…")}.
   */
  static Figure of(IChart chart) {
    Expect.that(chart != null, "expected a chart of XChart, got null");
    int width = chart.getWidth();
    int height = chart.getHeight();
    return painted(width, height, g -> paint(chart, g, width, height));
  }

  /** XChart lays a chart out while it paints it, so two threads must take turns. */
  private static void paint(IChart chart, Graphics2D g, int width, int height) {
    synchronized (chart) {
      chart.paint(g, width, height);
    }
  }

  /** A figure drawn by hand: {@code Figure.painted(300, 200, g -> g.drawLine(0, 0, 300, 200))}. */
  static Figure painted(int width, int height, Consumer<Graphics2D> painter) {
    Expect.that(painter != null, "expected something that paints, got null");
    return new Painted(width, height, painter, "Figure " + width + "×" + height);
  }
}
