package flowlab.kernel.display;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;

/** Pictures: images of the JDK, and XChart's charts at twice the resolution. */
final class Images {
  private static final int SCALE = 2;

  private Images() {}

  static Optional<Bundle> render(Object value) {
    boolean chart =
        Reflect.isA(
            value,
            "org.knowm.xchart.internal.chartpart.Chart",
            "org.knowm.xchart.internal.chartpart.IChart");
    if (chart) return Optional.of(chart(value));
    // by name first: most kernels never load the classes of java.desktop
    if (!Reflect.isA(value, "java.awt.image.RenderedImage")) return Optional.empty();
    var image = (RenderedImage) value;
    return Optional.of(png(image, image.getWidth(), image.getHeight(), "image"));
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
