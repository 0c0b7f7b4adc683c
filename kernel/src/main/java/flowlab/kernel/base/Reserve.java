package flowlab.kernel.base;

/**
 * Memory that the kernel sets aside for itself. A cell that fills the heap keeps what it made in
 * its variables, so that the kernel would have nothing left to say so with.
 */
public final class Reserve {
  // Small pieces, as large ones would need memory in one piece to be had again.
  private static final int PIECES = 32;
  private static final int PIECE = 256 * 1024;

  private static final byte[][] NONE = {};

  private static byte[][] held = NONE;

  private Reserve() {}

  /** Gives the memory back to whoever needs it now; takes none itself. */
  public static synchronized void release() {
    held = NONE;
  }

  /**
   * Sets it aside again, if it can be had and as much is left: the cell that comes next may be the
   * one that empties what filled the heap, and needs memory for that.
   */
  public static synchronized void refill() {
    if (held.length == PIECES) return;
    try {
      byte[][] pieces = pieces();
      pieces(); // is as much left?
      held = pieces;
    } catch (OutOfMemoryError e) {
      held = NONE; // the next request tries again
    }
  }

  private static byte[][] pieces() {
    byte[][] pieces = new byte[PIECES][];
    for (int i = 0; i < PIECES; i++) pieces[i] = new byte[PIECE];
    return pieces;
  }
}
