package flowlab.kernel.shell;

import java.lang.instrument.ClassDefinition;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;

/**
 * The classes that JShell makes of snippets, one wrapper a snippet, whose static fields are the
 * reader's variables. JShell's way to change a snippet is to load a new wrapper, and with it a
 * fresh, empty field. Here values survive, in one of three ways:
 *
 * <ul>
 *   <li>a variable's wrapper keeps its class; only its code is loaded anew under another name;
 *   <li>a method's or a class's new code is put into the old class by the virtual machine;
 *   <li>where a new wrapper is needed, the values of the old one are carried over.
 * </ul>
 */
final class Wrappers {
  /** Number and version letters: REPL.$JShell$12B follows REPL.$JShell$12A. */
  private static final Pattern WRAPPER =
      Pattern.compile("REPL\\.\\$JShell\\$(\\d+(?:_\\d+)*)([A-Z]*)");

  private final CellLoader loader;
  private final Map<String, Class<?>> loaded = new HashMap<>();
  private final Map<String, Shape> shapes = new HashMap<>();
  private final Map<String, Class<?>> bodies = new HashMap<>();
  private final Map<String, Class<?>> newest = new HashMap<>();
  private final Set<String> lost = new HashSet<>();
  private int bodyCount;

  Wrappers(CellLoader loader) {
    this.loader = loader;
  }

  /** Loads new classes, and carries over what their predecessors hold. */
  void load(ClassBytecodes[] classes) throws ClassInstallException {
    for (ClassBytecodes c : classes) loader.declare(c.name(), Weaver.weave(c.bytecodes()));
    for (ClassBytecodes c : classes) {
      try {
        Class<?> type = Class.forName(c.name(), false, loader);
        loaded.put(c.name(), type);
        shapes.put(c.name(), Shape.of(c.bytecodes()));
        Matcher wrapper = WRAPPER.matcher(c.name());
        if (wrapper.matches()) succeed(newest.put(wrapper.group(1), type), type);
      } catch (Throwable e) {
        throw new ClassInstallException("load: " + e, new boolean[classes.length]);
      }
    }
  }

  /** Puts new code into loaded classes, or says that it cannot be done. */
  void redefine(ClassBytecodes[] classes) throws ClassInstallException {
    if (classes.length == 1 && keepsItsFields(classes[0])) reload(classes[0]);
    else replaceCode(classes);
  }

  /** The class whose methods are a snippet's code now. */
  Class<?> code(String name) throws ClassNotFoundException {
    Class<?> body = bodies.get(name);
    return body != null ? body : type(name);
  }

  Class<?> type(String name) throws ClassNotFoundException {
    Class<?> type = loaded.get(name);
    if (type == null) throw new ClassNotFoundException(name);
    return type;
  }

  /** The field that holds a variable. */
  Optional<Field> field(String wrapper, String variable) {
    try {
      Field field = type(wrapper).getDeclaredField(variable);
      field.setAccessible(true);
      return Optional.of(field);
    } catch (ReflectiveOperationException e) {
      return Optional.empty();
    }
  }

  /** Lets go of what a dropped variable holds: its class stays, and would keep the value alive. */
  void forget(String wrapper, String variable) {
    field(wrapper, variable).ifPresent(Wrappers::clear);
  }

  private boolean keepsItsFields(ClassBytecodes c) {
    Shape before = shapes.get(c.name());
    Shape after = Shape.of(c.bytecodes());
    return before != null
        && before.plain()
        && after.plain()
        && !after.fields().isEmpty()
        && before.fields().equals(after.fields());
  }

  private void reload(ClassBytecodes c) throws ClassInstallException {
    String name = c.name() + "$i" + ++bodyCount;
    try {
      loader.declare(name, Shape.bodyOnly(Weaver.weave(c.bytecodes()), name));
      bodies.put(c.name(), Class.forName(name, false, loader));
    } catch (Throwable e) {
      throw new ClassInstallException("reload: " + e, new boolean[1]);
    }
  }

  private void replaceCode(ClassBytecodes[] classes) throws ClassInstallException {
    try {
      List<ClassDefinition> definitions = new ArrayList<>();
      for (ClassBytecodes c : classes) {
        definitions.add(new ClassDefinition(type(c.name()), Weaver.weave(c.bytecodes())));
      }
      Agent.instrumentation()
          .orElseThrow(() -> new UnsupportedOperationException("no agent"))
          .redefineClasses(definitions.toArray(ClassDefinition[]::new));
      for (ClassBytecodes c : classes) {
        shapes.put(c.name(), Shape.of(c.bytecodes()));
        bodies.remove(c.name());
      }
    } catch (Throwable e) {
      throw new ClassInstallException("redefine: " + e, new boolean[classes.length]);
    }
  }

  /** Whether a variable's value could not be carried over since the last time this was asked. */
  boolean takeLost(String variable) {
    return lost.remove(variable);
  }

  /** Copies fields of the same name where the type allows, and empties the old ones. */
  private void succeed(Class<?> before, Class<?> now) throws IllegalAccessException {
    if (before == null || before == now) return;
    for (Field old : before.getDeclaredFields()) {
      if (!Modifier.isStatic(old.getModifiers())) continue;
      old.setAccessible(true);
      for (Field field : now.getDeclaredFields()) {
        if (field.getName().equals(old.getName())) copy(old, field);
      }
      clear(old);
    }
  }

  private void copy(Field from, Field to) throws IllegalAccessException {
    int modifiers = to.getModifiers();
    if (!Modifier.isStatic(modifiers) || Modifier.isFinal(modifiers)) return;
    Object value = from.get(null);
    boolean fits =
        from.getType() == to.getType()
            || !to.getType().isPrimitive() && to.getType().isInstance(value);
    if (!fits) {
      if (value != null) lost.add(to.getName());
      return;
    }
    to.setAccessible(true);
    to.set(null, value);
  }

  private static void clear(Field field) {
    try {
      boolean ours =
          Modifier.isStatic(field.getModifiers()) && !Modifier.isFinal(field.getModifiers());
      if (ours && !field.getType().isPrimitive()) field.set(null, null);
    } catch (IllegalAccessException e) {
      // then it stays; nothing is wrong but some memory
    }
  }
}
