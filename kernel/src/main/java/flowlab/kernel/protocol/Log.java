package flowlab.kernel.protocol;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;

/** What an administrator may want to know goes to the terminal that Jupyter runs in. */
public final class Log {
  /** Not System.err, which belongs to the cells. */
  private static final PrintStream TERMINAL =
      new PrintStream(new FileOutputStream(FileDescriptor.err), true);

  private static final boolean VERBOSE = System.getenv("FLOWLAB_KERNEL_VERBOSE") != null;

  private Log() {}

  public static void line(String text) {
    TERMINAL.println("[flowlab-kernel] " + text);
  }

  /** Says what went wrong; where memory ran out, gives back the reserve, to say it with. */
  public static void problem(String what, Throwable cause) {
    if (cause instanceof OutOfMemoryError) Reserve.release();
    line(what + ": " + cause.getClass().getName() + ": " + message(cause));
    if (VERBOSE) cause.printStackTrace(TERMINAL);
  }

  /** What an exception says, whatever its own methods do. */
  static String message(Throwable e) {
    try {
      String message = String.valueOf(e.getMessage());
      return message.substring(0, Math.min(message.length(), 10_000));
    } catch (Throwable ofTheReader) {
      return "its message throws " + ofTheReader.getClass().getName();
    }
  }
}
