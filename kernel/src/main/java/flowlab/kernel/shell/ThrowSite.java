package flowlab.kernel.shell;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of a source line that an exception came from. The virtual machine knows the line and not
 * the place in it; but the frame above names the method that was called there, and an exception of
 * the language the operator. Only what stands in the line once is pointed at: no guesses.
 */
final class ThrowSite {
  /**
   * Of helpful messages of the virtual machine: {@code Cannot invoke "String.length()" because}.
   */
  private static final Pattern INVOKED = Pattern.compile("(?U)Cannot invoke \"[^\"]*?(\\w+)\\(");

  private static final Pattern DIVISION = Pattern.compile("[/%]=?");
  private static final Pattern ELEMENT =
      Pattern.compile("(?U)(?<!\\bnew )\\b\\w+(?:\\[[^\\[\\]]+\\])+");
  private static final Pattern ARRAY = Pattern.compile("(?U)\\bnew\\s+\\w+\\s*\\[[^\\[\\]]+\\]");
  private static final Pattern CAST =
      Pattern.compile("(?U)(?<!\\w)(?<!\\w )\\(\\s*[\\w.<>\\[\\]?, ]+\\s*\\)(?=\\s*\\w)");
  private static final Pattern THROW = Pattern.compile("\\b(?:throw|assert)\\b");

  private ThrowSite() {}

  /**
   * @param line the source that was running
   * @param called the frame of what it called, if the exception was not made in this line
   * @param exception its class
   * @param message its message
   */
  static Optional<MatchResult> in(
      String line, @Nullable StackTraceElement called, String exception, String message) {
    Pattern pattern = called == null ? thrower(exception, message) : call(called);
    if (pattern == null) return Optional.empty();
    Matcher matcher = pattern.matcher(Masked.of(line));
    if (!matcher.find()) return Optional.empty();
    MatchResult only = matcher.toMatchResult();
    return matcher.find() ? Optional.empty() : Optional.of(only);
  }

  /** How a call of this method looks. */
  private static @Nullable Pattern call(StackTraceElement called) {
    String method = called.getMethodName();
    if (method.equals("<init>")) {
      String type = called.getClassName();
      String simple = type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
      return Pattern.compile("(?U)\\bnew\\s+(?:\\w+\\.)*" + Pattern.quote(simple) + "\\b");
    }
    return method.matches("(?U)\\w+") ? named(method) : null;
  }

  /** What in a line of Java throws such an exception by itself. */
  private static Pattern thrower(String exception, String message) {
    Matcher invoked = INVOKED.matcher(message == null ? "" : message);
    return switch (exception) {
      case "java.lang.ArithmeticException" -> DIVISION;
      case "java.lang.ArrayIndexOutOfBoundsException" -> ELEMENT;
      case "java.lang.NegativeArraySizeException" -> ARRAY;
      case "java.lang.ClassCastException" -> CAST;
      case "java.lang.NullPointerException" -> invoked.find() ? named(invoked.group(1)) : THROW;
      default -> THROW;
    };
  }

  private static Pattern named(String method) {
    return Pattern.compile(
        "(?U)(?<!\\w)" + Pattern.quote(method) + "(?=\\s*\\()|(?<=::)" + method + "\\b");
  }
}
