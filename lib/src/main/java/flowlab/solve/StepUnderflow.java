package flowlab.solve;

/** An adaptive solver could not meet its tolerance with any step that time can resolve. */
public final class StepUnderflow extends ArithmeticException {
  private static final long serialVersionUID = 1;

  StepUnderflow(double t, double step, boolean finite) {
    super(
        finite
            ? "at t = %s the step fell to %s and the error is still too large; the velocity jumps or blows up there: loosen the tolerances, stop short of this time, or take fixed steps"
                .formatted(t, step)
            : "at t = %s the velocity is not a finite number however small the step; look at u near this time"
                .formatted(t));
  }
}
