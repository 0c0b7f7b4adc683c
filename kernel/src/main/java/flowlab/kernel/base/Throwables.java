package flowlab.kernel.base;

import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an exception tells of itself. Its methods may be the reader's own: they may throw, or say
 * more than a message can hold.
 */
public final class Throwables {
  private static final int LONGEST = 10_000;

  private Throwables() {}

  /** Its message, empty where it has none. */
  public static String message(Throwable e) {
    return cut(asked(e::getMessage, ""));
  }

  /** Its name and its message. */
  public static String text(Throwable e) {
    return cut(asked(e::toString, e.getClass().getName()));
  }

  /** Its class, as a reader writes it; of one without a name, what it extends. */
  public static String name(Throwable e) {
    String name = simple(e.getClass());
    return name.matches("\\d*") ? simple(e.getClass().getSuperclass()) : name;
  }

  public static @Nullable Throwable cause(Throwable e) {
    try {
      return e.getCause();
    } catch (Throwable ofTheReader) {
      return null;
    }
  }

  /** Where it was thrown. */
  public static StackTraceElement[] frames(Throwable e) {
    try {
      return e.getStackTrace();
    } catch (Throwable ofTheReader) {
      return new StackTraceElement[0];
    }
  }

  private static String asked(Supplier<String> method, String otherwise) {
    try {
      String text = method.get();
      return text == null ? otherwise : text;
    } catch (Throwable ofTheReader) {
      return "an exception whose message fails with " + ofTheReader.getClass().getName();
    }
  }

  private static String cut(String text) {
    if (text.length() <= LONGEST) return text;
    String part = text.substring(0, LONGEST);
    return String.format(Locale.ROOT, "%s… (cut: %,d characters in all)", part, text.length());
  }

  private static String simple(Class<?> type) {
    String name = type.getName();
    return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
  }
}
