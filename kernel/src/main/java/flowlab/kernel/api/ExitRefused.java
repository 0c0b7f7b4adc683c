package flowlab.kernel.api;

/** What a cell gets that calls {@code System.exit}: the kernel would be gone, and its values. */
public final class ExitRefused extends Error {
  public ExitRefused(int status) {
    super(
        "System.exit("
            + status
            + ") would end the kernel, and every variable with it, so it was not done. To leave a"
            + " cell early, throw an exception or return from a method; to start afresh, restart"
            + " the kernel from the Kernel menu.");
  }
}
