package flowlab.kernel.jjava;

import flowlab.kernel.display.Bundle;
import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * JJava's and IJava's bundles as ours. They write their own as JSON and have no way to list what is
 * in one.
 */
final class Displays {
  private Displays() {}

  static Bundle bundle(Object display) {
    return new Bundle(field(display, "data"), field(display, "metadata"));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> field(Object display, String name) {
    try {
      Field field = display.getClass().getDeclaredField(name);
      field.setAccessible(true);
      var value = (Map<String, Object>) field.get(display);
      return value == null ? Map.of() : new LinkedHashMap<>(value);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("another JJava than " + name + " is known of", e);
    }
  }
}
