package flowlab.show;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The metadata of an image: always in one order, so that saved notebooks do not differ for nothing.
 */
final class Shown {
  private Shown() {}

  static Map<String, Object> at(int width, int height, String alt) {
    Map<String, Object> size = new LinkedHashMap<>();
    size.put("width", width);
    size.put("height", height);
    size.put("alt", alt);
    return size;
  }
}
