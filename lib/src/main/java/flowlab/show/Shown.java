package flowlab.show;

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

  /** Text fit for an HTML attribute in double quotes. */
  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
