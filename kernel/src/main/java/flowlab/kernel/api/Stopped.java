package flowlab.kernel.api;

/**
 * Ends a cell that the reader has stopped. An error, so that {@code catch (Exception e)} does not
 * swallow it.
 */
public final class Stopped extends Error {
  public Stopped() {
    super("stopped");
  }
}
