package flowlab.kernel.api;

/** What the kernel writes into cells calls these. Not meant to be called by hand. */
public final class Hooks {
  private static Object result;
  private static boolean present;

  private Hooks() {}

  /** The value of a cell's last expression. */
  public static void result(Object value) {
    result = value;
    present = true;
  }

  /** Whether there is a result; taking it forgets it, so that the kernel does not keep it alive. */
  public static boolean hasResult() {
    return present;
  }

  public static Object takeResult() {
    Object value = result;
    result = null;
    present = false;
    return value;
  }

  /** In the place of {@code System.exit}. */
  public static void exit(int status) {
    throw new ExitRefused(status);
  }

  /** In the place of {@code Runtime.exit} and {@code Runtime.halt}. */
  public static void exit(Runtime runtime, int status) {
    throw new ExitRefused(status);
  }
}
