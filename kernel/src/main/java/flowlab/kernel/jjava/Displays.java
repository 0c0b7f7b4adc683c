package flowlab.kernel.jjava;

import flowlab.kernel.display.Bundle;
import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** JJava's bundles as ours. It writes its own as JSON and has no way to list what is in one. */
final class Displays {
  private Displays() {}

  static Bundle bundle(DisplayData display) {
    return new Bundle(field(display, "data"), field(display, "metadata"));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> field(DisplayData display, String name) {
    try {
      Field field = DisplayData.class.getDeclaredField(name);
      field.setAccessible(true);
      var value = (Map<String, Object>) field.get(display);
      return value == null ? Map.of() : new LinkedHashMap<>(value);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("another JJava than " + name + " is known of", e);
    }
  }
}
