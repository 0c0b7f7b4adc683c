package flowlab.kernel.base;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;

/** What an administrator may want to know goes to the terminal that Jupyter runs in. */
public final class Log {
  /** Not System.err, which belongs to the cells. */
  private static final PrintStream TERMINAL =
      new PrintStream(new FileOutputStream(FileDescriptor.err), true);

  private static final int LONGEST = 500;

  private static final boolean VERBOSE = System.getenv("FLOWLAB_KERNEL_VERBOSE") != null;

  private Log() {}

  public static void line(String text) {
    TERMINAL.println("[flowlab-kernel] " + text);
  }

  /** Says what went wrong; where memory ran out, gives back the reserve, to say it with. */
  public static void problem(String what, Throwable cause) {
    if (cause instanceof OutOfMemoryError) Reserve.release();
    String said = Throwables.message(cause);
    String start = said.substring(0, Math.min(said.length(), LONGEST));
    line(what + ": " + cause.getClass().getName() + ": " + start);
    if (VERBOSE) trace(cause);
  }

  private static void trace(Throwable cause) {
    try {
      cause.printStackTrace(TERMINAL);
    } catch (Throwable ofTheReader) {
      line("its stack trace fails with " + ofTheReader.getClass().getName());
    }
  }
}
