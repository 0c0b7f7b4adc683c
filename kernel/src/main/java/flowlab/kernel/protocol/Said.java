package flowlab.kernel.protocol;

import java.util.Locale;
import java.util.function.Supplier;

/** What an exception says, whatever its own methods do. */
public final class Said {
  private static final int LONGEST = 10_000;

  private Said() {}

  /** Its message. */
  public static String by(Throwable e) {
    return asked(e::getMessage, "an exception whose message fails");
  }

  /** Its name and its message. */
  public static String wholly(Throwable e) {
    return asked(e::toString, e.getClass().getName());
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
      String text = String.valueOf(method.get());
      if (text.length() <= LONGEST) return text;
      return String.format(
          Locale.ROOT,
          "%s… (cut: %,d characters in all)",
          text.substring(0, LONGEST),
          text.length());
    } catch (Throwable ofTheReader) {
      return otherwise + " with " + ofTheReader.getClass().getName();
    }
  }
}
