package flowlab.kernel.display;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is shown as plain values of bounded size. Made on the thread of the cell, where what a
 * reader's own maps and texts do can be stopped and is the cell's error; what sends it later meets
 * nothing of the reader's.
 */
final class Plain {
  /** Pictures and pages are as large as a reader makes them, up to this. */
  static final int LARGEST_PICTURE = 10_000_000;

  /** Of anything else. */
  static final int LARGEST = 1_000_000;

  private static final String TEXT = "text/plain";
  private static final int DEPTH = 100;

  private final int room;
  private long size;

  private Plain(int room) {
    this.room = room;
  }

  static Bundle of(Bundle bundle) {
    var data = new LinkedHashMap<String, Object>();
    var left = new ArrayList<String>();
    for (var entry : bundle.data().entrySet()) {
      String mime = String.valueOf(entry.getKey());
      int room = mime.startsWith("image/") || mime.equals("text/html") ? LARGEST_PICTURE : LARGEST;
      var plain = new Plain(room);
      Object copy = plain.copy(entry.getValue(), 0);
      if (plain.size <= room) data.put(mime, copy);
      else left.add(sentence(mime, plain.size, room));
    }
    if (!left.isEmpty()) {
      if (data.containsKey(TEXT)) left.add(String.valueOf(data.get(TEXT)));
      data.put(TEXT, String.join("\n", left));
    }
    var metadata = new Plain(LARGEST);
    Object copy = metadata.copy(bundle.metadata(), 0);
    return new Bundle(data, metadata.size <= LARGEST ? map(copy) : Map.of());
  }

  private static String sentence(String mime, long size, int room) {
    return String.format(
        Locale.ROOT,
        "not shown: %s of %,d characters, a cell shows up to %,d; write it into a file instead",
        mime,
        size,
        room);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object copy) {
    return (Map<String, Object>) copy;
  }

  /** Counts what is too large as well, for the sentence, but keeps no more of it than has room. */
  private Object copy(Object value, int depth) {
    if (depth > DEPTH) {
      throw new IllegalArgumentException(
          "what is to be shown contains itself, or is nested more than " + DEPTH + " deep");
    }
    if (value == null || value instanceof Boolean) return value;
    if (value instanceof Map<?, ?> map) {
      var copy = new LinkedHashMap<String, Object>();
      for (var entry : map.entrySet()) {
        String name = text(String.valueOf(entry.getKey()));
        Object plain = copy(entry.getValue(), depth + 1);
        if (size > room) break;
        copy.put(name, plain);
      }
      return copy;
    }
    if (value instanceof Iterable<?> items) {
      List<Object> copy = new ArrayList<>();
      for (Object item : items) {
        Object plain = copy(item, depth + 1);
        size++;
        if (size > room) break;
        copy.add(plain);
      }
      return copy;
    }
    if (value instanceof byte[] bytes) {
      size += bytes.length * 4L / 3;
      return bytes;
    }
    if (value instanceof Number number && number.getClass().getName().startsWith("java.")) {
      size += 8;
      return number;
    }
    return text(String.valueOf(value));
  }

  private String text(String text) {
    size += text.length();
    return text;
  }
}
