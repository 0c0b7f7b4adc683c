package flowlab.kernel.shell;

import java.util.Locale;
import java.util.function.Supplier;

/**
 * What an exception tells of itself. Its methods may be the reader's own: where they throw, there
 * is nothing to tell.
 */
final class Thrown {
  private static final int LONGEST_MESSAGE = 10_000;

  private Thrown() {}

  /** Its message, never null and never endless. */
  static String message(Throwable e) {
    String message = asked(e::getMessage, "");
    if (message.length() <= LONGEST_MESSAGE) return message;
    String all = String.format(Locale.ROOT, "%,d", message.length());
    return message.substring(0, LONGEST_MESSAGE) + "… (" + all + " characters in all)";
  }

  /** Its cause, or null. */
  static Throwable cause(Throwable e) {
    return asked(e::getCause, null);
  }

  static StackTraceElement[] frames(Throwable e) {
    return asked(e::getStackTrace, new StackTraceElement[0]);
  }

  /** Its class, as a reader writes it; of one without a name, what it extends. */
  static String name(Throwable e) {
    String name = simple(e.getClass());
    return name.matches("\\d*") ? simple(e.getClass().getSuperclass()) : name;
  }

  private static String simple(Class<?> type) {
    String name = type.getName();
    return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
  }

  private static <T> T asked(Supplier<T> method, T otherwise) {
    try {
      T answer = method.get();
      return answer == null ? otherwise : answer;
    } catch (Throwable ofTheReader) {
      return otherwise;
    }
  }
}
