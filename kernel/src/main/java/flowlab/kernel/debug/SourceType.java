package flowlab.kernel.debug;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Types of class files (JVMS 4.7.9.1) as Java writes them. */
final class SourceType {
  private static final Pattern WRAPPER = Pattern.compile("REPL[/.]\\$JShell\\$\\w+?[$.]");
  private static final Pattern UNNAMED = Pattern.compile("(.*[$.<\\s])?\\d.*");

  private final String signature;
  private int at;

  private SourceType(String signature) {
    this.signature = signature;
  }

  /** The type of a variable; {@code Object} where it has no name that Java can write. */
  static String of(LocalVariables.Local local) {
    String text =
        new SourceType(local.signature() != null ? local.signature() : local.descriptor()).next();
    return UNNAMED.matcher(text).matches() ? "Object" : text;
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
    while (signature.charAt(at) != ';') {
      char c = signature.charAt(at++);
      if (c != '<') text.append(c == '/' ? '.' : c);
      else {
        List<String> arguments = new ArrayList<>();
        while (signature.charAt(at) != '>') arguments.add(next());
        at++;
        text.append('<').append(String.join(", ", arguments)).append('>');
      }
    }
    at++;
    return WRAPPER.matcher(text).replaceAll("").replace('$', '.');
  }
}
