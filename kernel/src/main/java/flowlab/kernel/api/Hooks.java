package flowlab.kernel.api;

/** What the kernel weaves into cells calls these. Not meant to be called by hand. */
public final class Hooks {
  private Hooks() {}

  /** In the place of {@code System.exit}. */
  public static void exit(int status) {
    throw new ExitRefused(status);
  }

  /** In the place of {@code Runtime.exit} and {@code Runtime.halt}. */
  public static void exit(Runtime runtime, int status) {
    throw new ExitRefused(status);
  }
}
