package flowlab.kernel.base;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as plain values: maps, lists, strings, numbers, booleans and null. Streaming, without
 * reflection, because this is on the way of every message and of the kernel's start.
 */
public final class Json {
  private Json() {}

  /** The object in these bytes. Anything else is an {@link IOException}. */
  public static Map<String, Object> read(byte[] utf8) throws IOException {
    var text = new InputStreamReader(new ByteArrayInputStream(utf8), StandardCharsets.UTF_8);
    try (var in = new JsonReader(text)) {
      return object(in);
    } catch (IllegalStateException | NumberFormatException | StackOverflowError e) {
      throw new IOException("not a JSON object", e);
    }
  }

  public static byte[] write(Object value) {
    var bytes = new ByteArrayOutputStream(256);
    try (Writer text = new OutputStreamWriter(bytes, StandardCharsets.UTF_8);
        var out = new JsonWriter(text)) {
      out.setHtmlSafe(false);
      out.setSerializeNulls(true);
      put(out, value);
    } catch (IOException e) {
      throw new AssertionError("memory does not fail to be written to", e);
    }
    return bytes.toByteArray();
  }

  /** A member as text, or the fallback where it is missing or something else. */
  public static String text(Map<String, Object> object, String name, String fallback) {
    return object.get(name) instanceof String text ? text : fallback;
  }

  public static boolean flag(Map<String, Object> object, String name, boolean fallback) {
    return object.get(name) instanceof Boolean flag ? flag : fallback;
  }

  public static int number(Map<String, Object> object, String name, int fallback) {
    return object.get(name) instanceof Number number ? number.intValue() : fallback;
  }

  /** A member as an object, empty where it is missing or something else. */
  @SuppressWarnings("unchecked")
  public static Map<String, Object> object(Map<String, Object> object, String name) {
    return object.get(name) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  private static Map<String, Object> object(JsonReader in) throws IOException {
    var object = new LinkedHashMap<String, Object>();
    in.beginObject();
    while (in.hasNext()) object.put(in.nextName(), value(in));
    in.endObject();
    return object;
  }

  private static List<Object> array(JsonReader in) throws IOException {
    var array = new ArrayList<Object>();
    in.beginArray();
    while (in.hasNext()) array.add(value(in));
    in.endArray();
    return array;
  }

  private static @Nullable Object value(JsonReader in) throws IOException {
    return switch (in.peek()) {
      case BEGIN_OBJECT -> object(in);
      case BEGIN_ARRAY -> array(in);
      case STRING -> in.nextString();
      case NUMBER -> number(in.nextString());
      case BOOLEAN -> in.nextBoolean();
      case NULL -> {
        in.nextNull();
        yield null;
      }
      default -> throw new IOException("unexpected " + in.peek());
    };
  }

  private static Number number(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException notWhole) {
      return Double.valueOf(text);
    }
  }

  private static void put(JsonWriter out, @Nullable Object value) throws IOException {
    if (value == null) {
      out.nullValue();
    } else if (value instanceof Map<?, ?> map) {
      out.beginObject();
      for (var entry : map.entrySet()) {
        out.name(String.valueOf(entry.getKey()));
        put(out, entry.getValue());
      }
      out.endObject();
    } else if (value instanceof Iterable<?> items) {
      out.beginArray();
      for (Object item : items) put(out, item);
      out.endArray();
    } else if (value instanceof Boolean flag) {
      out.value(flag);
    } else if (value instanceof Number number) {
      double real = number.doubleValue();
      // JSON has no NaN and no infinity.
      if (Double.isFinite(real)) out.value(number);
      else out.value(number.toString());
    } else if (value instanceof byte[] bytes) {
      out.value(Base64.getEncoder().encodeToString(bytes));
    } else {
      out.value(value.toString());
    }
  }
}
