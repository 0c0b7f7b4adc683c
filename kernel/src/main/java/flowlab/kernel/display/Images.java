package flowlab.kernel.display;

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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;

/** Pictures: images of the JDK, and XChart's charts at twice the resolution. */
final class Images {
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
    return png(image, width, height, chart.getClass().getSimpleName());
  }

  private static Bundle png(RenderedImage image, int width, int height, String what) {
    var bytes = new ByteArrayOutputStream();
    try {
      ImageIO.setUseCache(false);
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var data = new LinkedHashMap<String, Object>();
    data.put("image/png", bytes.toByteArray());
    data.put("text/plain", what + " " + width + "×" + height);
    return new Bundle(data, Map.of("image/png", Map.of("width", width, "height", height)));
  }
}
