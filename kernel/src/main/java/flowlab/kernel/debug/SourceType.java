package flowlab.kernel.debug;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Types of class files (JVMS 4.7.9.1), and those of loaded classes, as Java writes them. */
final class SourceType {
  private static final Pattern WRAPPER = Pattern.compile("REPL[/.]\\$JShell\\$\\w+?[$.]");
  private static final Pattern UNNAMED = Pattern.compile("(.*[$.<\\s])?\\d.*");

  private final String signature;
  private final ClassLoader cells;
  private int at;

  private SourceType(String signature, ClassLoader cells) {
    this.signature = signature;
    this.cells = cells;
  }

  /** The type of a variable; {@code Object} where it has no name that Java can write. */
  static String of(LocalVariables.Local local) {
    String text = of(local, null);
    return UNNAMED.matcher(text).matches() ? "Object" : text;
  }

  /** The type of a variable as a cell can write it. A type variable is what it is at least. */
  static String of(LocalVariables.Local local, ClassLoader cells) {
    String signature = local.signature();
    boolean written = signature != null && !signature.matches("\\[*T.*");
    return new SourceType(written ? signature : local.descriptor(), cells).next();
  }

  /** A type as a cell writes it; {@code Object} where it has no name that a cell can write. */
  static String of(Type type) {
    if (type instanceof TypeVariable<?> variable) return raw(variable.getBounds()[0]);
    if (type instanceof GenericArrayType array) return of(array.getGenericComponentType()) + "[]";
    if (!(type instanceof ParameterizedType generic)) return raw(type);
    String raw = raw(generic.getRawType());
    if (raw.equals("Object")) return raw;
    return Arrays.stream(generic.getActualTypeArguments())
        .map(SourceType::argument)
        .collect(Collectors.joining(", ", raw + "<", ">"));
  }

  /** A type variable means nothing outside of its class. */
  private static String argument(Type type) {
    if (type instanceof TypeVariable<?>) return "? extends " + of(type);
    if (!(type instanceof WildcardType wildcard)) return of(type);
    if (wildcard.getLowerBounds().length > 0) return "? super " + of(wildcard.getLowerBounds()[0]);
    return "? extends " + of(wildcard.getUpperBounds()[0]);
  }

  private static String raw(Type type) {
    if (type instanceof ParameterizedType generic) return raw(generic.getRawType());
    if (!(type instanceof Class<?> known)) return "Object";
    if (known.isArray()) return raw(known.getComponentType()) + "[]";
    return isNameable(known) ? WRAPPER.matcher(known.getCanonicalName()).replaceAll("") : "Object";
  }

  /** The class, or the nearest above it, that has a name which a cell can write. */
  static Class<?> nameable(Class<?> type) {
    Class<?> named = type;
    while (!isNameable(named)) {
      Class<?>[] also = named.getInterfaces();
      Class<?> above = named.getSuperclass();
      if (above == null || above == Object.class) above = also.length > 0 ? also[0] : Object.class;
      named = above;
    }
    return named;
  }

  /** Whether a cell can write the name of this class. */
  static boolean isNameable(Class<?> type) {
    if (type.getCanonicalName() == null) return false; // of a class in a method
    for (Class<?> each = type; each != null; each = each.getEnclosingClass()) {
      boolean mine = LineWeaver.isCells(each.getName());
      int modifiers = each.getModifiers();
      if (mine ? Modifier.isPrivate(modifiers) : !Modifier.isPublic(modifiers)) return false;
    }
    return true;
  }

  private String next() {
    char kind = signature.charAt(at++);
    return switch (kind) {
      case 'Z' -> "boolean";
      case 'B' -> "byte";
      case 'S' -> "short";
      case 'C' -> "char";
      case 'I' -> "int";
      case 'J' -> "long";
      case 'F' -> "float";
      case 'D' -> "double";
      case '[' -> next() + "[]";
      case '*' -> "?";
      case '+' -> "? extends " + next();
      case '-' -> "? super " + next();
      case 'T' -> {
        at = signature.indexOf(';', at) + 1;
        yield "Object"; // a type variable, which means nothing outside of its method
      }
      default -> classType();
    };
  }

  private String classType() {
    var text = new StringBuilder();
    var name = new StringBuilder(); // for the virtual machine
    while (signature.charAt(at) != ';') {
      char c = signature.charAt(at++);
      if (c != '<') {
        text.append(c == '/' ? '.' : c);
        name.append(c == '/' ? '.' : c == '.' ? '$' : c);
      } else {
        List<String> arguments = new ArrayList<>();
        while (signature.charAt(at) != '>') arguments.add(next());
        at++;
        text.append('<').append(String.join(", ", arguments)).append('>');
      }
    }
    at++;
    Class<?> named = nearest(name.toString());
    return named != null ? raw(named) : WRAPPER.matcher(text).replaceAll("").replace('$', '.');
  }

  /** What a cell writes instead of a class whose name it cannot write, such as a private one. */
  private Class<?> nearest(String name) {
    if (cells == null) return null;
    try {
      Class<?> type = Class.forName(name, false, cells);
      return isNameable(type) ? null : nameable(type);
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }
}
