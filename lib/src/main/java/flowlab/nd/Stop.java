package flowlab.nd;

import java.util.concurrent.CancellationException;

/** How what takes long hears of Stop: now and then it asks whether its thread was interrupted. */
public final class Stop {
  private Stop() {}

  /**
   * Ends the caller's work if its thread was interrupted.
   *
   * @param where the message: how far it was, as a format of these numbers
   */
  public static void check(String where, Object... numbers) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException(where.formatted(numbers));
    }
  }
}
