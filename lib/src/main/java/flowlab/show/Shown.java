package flowlab.show;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a page says of an image. */
final class Shown {
  private Shown() {}

  /** Its metadata, always in one order, so that saved notebooks do not differ for nothing. */
  static Map<String, Object> at(int width, int height, String alt) {
    Map<String, Object> size = new LinkedHashMap<>();
    size.put("width", width);
    size.put("height", height);
    size.put("alt", alt);
    return size;
  }

  /**
   * An image with its alternative text. Front ends that are given a bare image leave the text out,
   * and a screen reader meets a nameless picture.
   */
  static String image(String mime, byte[] image, int width, int height, String alt) {
    return "<img src=\"data:%s;base64,%s\" width=\"%d\" height=\"%d\" alt=\"%s\" style=\"max-width:100%%\">"
        .formatted(mime, Base64.getEncoder().encodeToString(image), width, height, escaped(alt));
  }

  /** Text fit for an HTML attribute in double quotes. */
  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
