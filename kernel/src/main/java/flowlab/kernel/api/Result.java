package flowlab.kernel.api;

/**
 * Where the value of a cell's last expression is put by what the kernel writes around it. Not meant
 * to be called by hand; the name of its method is one that no reader gives to anything.
 */
public final class Result {
  /** Of the thread that evaluates; a box, because the result may be null. */
  private static final ThreadLocal<Object[]> RESULT = new ThreadLocal<>();

  private Result() {}

  /** The value of a cell's last expression. */
  public static void $result$(Object value) {
    RESULT.set(new Object[] {value});
  }

  /**
   * The result in a box, or null if there is none. Taking it forgets it, so that the kernel does
   * not keep it alive.
   */
  public static Object[] take() {
    Object[] box = RESULT.get();
    RESULT.remove();
    return box;
  }
}
