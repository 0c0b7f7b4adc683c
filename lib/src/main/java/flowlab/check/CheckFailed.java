package flowlab.check;

/** A check did not hold; the message is its verdict. */
public final class CheckFailed extends AssertionError {
  private static final long serialVersionUID = 1;

  CheckFailed(String verdict) {
    super(verdict);
  }
}
