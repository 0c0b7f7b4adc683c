package flowlab.kernel.display;

import java.util.LinkedHashMap;
import java.util.Map;

/** A value as a front end can show it: MIME types and their data, and metadata to some of them. */
public record Bundle(Map<String, Object> data, Map<String, Object> metadata) {

  static Bundle of(Map<String, Object> data) {
    return new Bundle(data, Map.of());
  }

  public static Bundle text(String text) {
    return of(Map.of("text/plain", text));
  }

  static Bundle html(String html, String text) {
    var data = new LinkedHashMap<String, Object>();
    data.put("text/html", html);
    data.put("text/plain", text);
    return of(data);
  }

  /** Only these types, and the plain text that every output should have. */
  Bundle only(String... mimes) {
    if (mimes.length == 0) return this;
    var chosen = new LinkedHashMap<String, Object>();
    for (String mime : mimes) if (data.containsKey(mime)) chosen.put(mime, data.get(mime));
    if (chosen.isEmpty()) return this;
    if (data.containsKey("text/plain")) chosen.putIfAbsent("text/plain", data.get("text/plain"));
    return new Bundle(chosen, metadata);
  }
}
