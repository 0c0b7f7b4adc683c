package flowlab.kernel.cell;

/** A magic that cannot be done, in one sentence that names the way out. */
public final class MagicException extends Exception {
  public MagicException(String message) {
    super(message);
  }
}
