package flowlab.kernel.display;

import static java.util.stream.Collectors.joining;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** Pictures: images of the JDK, and XChart's charts at twice the resolution. */
public final class Images {
  static final String SVG = "image/svg+xml";

  private static final int SCALE = 2;
  private static final String CHART = "org.knowm.xchart.internal.chartpart.IChart";
  private static final String ENCODER = "org.knowm.xchart.VectorGraphicsEncoder";

  private Images() {}

  static Optional<Bundle> render(Object value) {
    if (isChart(value)) return Optional.of(chart(value));
    // by name first: most kernels never load the classes of java.desktop
    if (!Reflect.isA(value, "java.awt.image.RenderedImage")) return Optional.empty();
    var image = (RenderedImage) value;
    return Optional.of(png(image, image.getWidth(), image.getHeight(), "image"));
  }

  static boolean isChart(Object value) {
    return Reflect.isA(value, "org.knowm.xchart.internal.chartpart.Chart", CHART);
  }

  /** XChart draws SVG with a library that it does not bring. */
  static Bundle svg(Object chart) {
    ClassLoader cells = chart.getClass().getClassLoader();
    var bytes = new ByteArrayOutputStream();
    try {
      Class<?> format = cells.loadClass(ENCODER + "$VectorGraphicsFormat");
      Object svg = format.getMethod("valueOf", String.class).invoke(null, "SVG");
      cells
          .loadClass(ENCODER)
          .getMethod("saveVectorGraphic", cells.loadClass(CHART), OutputStream.class, format)
          .invoke(null, chart, bytes, svg);
    } catch (InvocationTargetException | LinkageError e) {
      throw new IllegalStateException(
          "XChart draws no SVG without VectorGraphics2D; load it first:"
              + " %maven de.erichseifert.vectorgraphics2d:VectorGraphics2D:0.13");
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this XChart draws no SVG: " + e, e);
    }
    var data = new LinkedHashMap<String, Object>();
    data.put(SVG, bytes.toString(StandardCharsets.UTF_8));
    data.put("text/plain", chart.getClass().getSimpleName());
    return Bundle.of(data);
  }

  private static Bundle chart(Object chart) {
    int width = (int) Reflect.call(chart, "getWidth");
    int height = (int) Reflect.call(chart, "getHeight");
    var image = new BufferedImage(width * SCALE, height * SCALE, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.scale(SCALE, SCALE);
    Reflect.call(
        chart,
        "paint",
        new Class<?>[] {Graphics2D.class, int.class, int.class},
        graphics,
        width,
        height);
    graphics.dispose();
    return png(image, width, height, described(chart));
  }

  /** What a screen reader says of a chart: its kind, title, axes and series, where it has them. */
  private static String described(Object chart) {
    var words = new StringJoiner(", ");
    words.add(chart.getClass().getSimpleName() + said(" “%s”", chart, "getTitle"));
    words.add(said("x: %s", chart, "getXAxisTitle")).add(said("y: %s", chart, "getYAxisTitle"));
    String series = seriesOf(chart).stream().map(String::valueOf).collect(joining(" and "));
    if (!series.isEmpty()) words.add("of " + series);
    return words.toString().replaceAll("(, )+", ", ");
  }

  /** Their names; XChart 3 has a map of them, XChart 4 a collection. */
  private static Collection<?> seriesOf(Object chart) {
    if (property(chart, "getSeriesMap") instanceof Map<?, ?> byName) return byName.keySet();
    if (property(chart, "getSeriesCollection") instanceof Collection<?> all) {
      return all.stream().map(series -> property(series, "getName")).toList();
    }
    return List.of();
  }

  private static String said(String how, Object chart, String property) {
    Object text = property(chart, property);
    return text == null || text.toString().isBlank() ? "" : how.formatted(text);
  }

  private static @Nullable Object property(Object of, String name) {
    return Reflect.method(of.getClass(), name).map(method -> Reflect.call(of, name)).orElse(null);
  }

  /** The picture as a PNG file. */
  public static byte[] png(RenderedImage image) {
    var bytes = new ByteArrayOutputStream();
    try {
      ImageIO.setUseCache(false);
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static Bundle png(RenderedImage image, int width, int height, String what) {
    var data = new LinkedHashMap<String, Object>();
    String text = Tables.shortened(what) + " " + width + "×" + height;
    byte[] png = png(image);
    data.put("text/html", named(png, width, height, text));
    data.put("image/png", png);
    data.put("text/plain", text);
    return new Bundle(data, Map.of("image/png", Map.of("width", width, "height", height)));
  }

  /** A page leaves a bare image without a name; here a screen reader meets one. */
  private static String named(byte[] png, int width, int height, String text) {
    return "<img src=\"data:image/png;base64,%s\" width=\"%d\" height=\"%d\" alt=\"%s\" style=\"max-width:100%%\">"
        .formatted(Base64.getEncoder().encodeToString(png), width, height, Texts.html(text));
  }
}
