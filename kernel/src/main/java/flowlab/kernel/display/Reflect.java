package flowlab.kernel.display;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Calls methods of classes that the kernel does not know at compile time. */
final class Reflect {
  private Reflect() {}

  static boolean isA(Object value, String... classNames) {
    return supertypes(value.getClass()).stream()
        .anyMatch(type -> Arrays.asList(classNames).contains(type.getName()));
  }

  /** A public method that may be called: one that a public supertype declares, if there is one. */
  static Optional<Method> method(Class<?> type, String name, Class<?>... parameters) {
    Method hidden = null;
    for (Class<?> each : supertypes(type)) {
      try {
        Method method = each.getDeclaredMethod(name, parameters);
        if (!Modifier.isPublic(method.getModifiers())) continue;
        if (Modifier.isPublic(each.getModifiers()) && exported(each)) return Optional.of(method);
        if (hidden == null && method.trySetAccessible()) hidden = method;
      } catch (NoSuchMethodException e) {
        // not this one
      }
    }
    return Optional.ofNullable(hidden);
  }

  static Object call(Object on, String name) {
    return call(on, name, new Class<?>[0]);
  }

  static Object call(Object on, String name, Class<?>[] parameters, Object... arguments) {
    Method method =
        method(on.getClass(), name, parameters)
            .orElseThrow(() -> new IllegalStateException(on.getClass() + " has no " + name));
    try {
      return method.invoke(on, arguments);
    } catch (InvocationTargetException e) {
      throw Reflect.<RuntimeException>same(e.getTargetException());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean exported(Class<?> type) {
    return type.getModule().isExported(type.getPackageName(), Reflect.class.getModule());
  }

  private static Set<Class<?>> supertypes(Class<?> type) {
    var all = new LinkedHashSet<Class<?>>();
    for (Class<?> c = type; c != null; c = c.getSuperclass()) all.add(c);
    for (Class<?> c = type; c != null; c = c.getSuperclass()) interfaces(c, all);
    return all;
  }

  private static void interfaces(Class<?> type, Set<Class<?>> into) {
    for (Class<?> each : type.getInterfaces()) if (into.add(each)) interfaces(each, into);
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> E same(Throwable e) throws E {
    throw (E) e;
  }
}
