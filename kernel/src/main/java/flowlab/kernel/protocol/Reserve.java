package flowlab.kernel.protocol;

/**
 * Memory that the kernel sets aside for itself. A cell that fills the heap keeps what it made in
 * its variables, so that the kernel would have nothing left to say so with.
 */
public final class Reserve {
  // Small pieces, as large ones would need memory in one piece to be had again.
  private static final int PIECES = 32;
  private static final int PIECE = 256 * 1024;

  private static byte[][] held = new byte[0][];

  private Reserve() {}

  /** Gives the memory back to whoever needs it now. */
  public static synchronized void release() {
    held = new byte[0][];
  }

  /** Sets it aside again, if it can be had. */
  public static synchronized void refill() {
    if (held.length == PIECES) return;
    try {
      byte[][] pieces = new byte[PIECES][];
      for (int i = 0; i < PIECES; i++) pieces[i] = new byte[PIECE];
      held = pieces;
    } catch (OutOfMemoryError e) {
      held = new byte[0][]; // the next request tries again
    }
  }
}
