package flowlab.kernel.api;

/** What the kernel writes into cells calls these. Not meant to be called by hand. */
public final class Hooks {
  /** Of the thread that evaluates; a box, because the result may be null. */
  private static final ThreadLocal<Object[]> RESULT = new ThreadLocal<>();

  private static volatile Throwable failure;

  private Hooks() {}

  /** The value of a cell's last expression. */
  public static void result(Object value) {
    RESULT.set(new Object[] {value});
  }

  /**
   * The result in a box, or null if there is none. Taking it forgets it, so that the kernel does
   * not keep it alive.
   */
  public static Object[] takeResult() {
    Object[] box = RESULT.get();
    RESULT.remove();
    return box;
  }

  /** Throws this, so that it is described as what a cell throws. */
  public static void fail() throws Throwable {
    Throwable given = failure;
    failure = null;
    throw given;
  }

  /** What {@link #fail} throws next. */
  public static void failWith(Throwable given) {
    failure = given;
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
