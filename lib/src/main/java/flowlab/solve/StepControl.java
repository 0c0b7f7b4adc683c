package flowlab.solve;

/**
 * How long the next step may be, from the error of the last as a share of what is allowed.
 *
 * <p>An error of order hᵠ allows 0.9 · error^(−1/q) times the last step. While errors rise, the
 * field is getting harder, and the next step would be rejected: it is shortened by (errorBefore /
 * error)^(0.4/q), the proportional part of Gustafsson's controller (ACM TOMS 17, 1991; Hairer and
 * Wanner, Solving Ordinary Differential Equations II, §IV.2). While they fall, nothing is held
 * back.
 */
final class StepControl {
  private static final double SAFETY = 0.9;
  private static final double LEAST = 0.2;
  private static final double MOST = 10;
  private static final double PROPORTIONAL = 0.4;
  private static final double SMALL = 0.07; // an error below says nothing of a rise

  private final double exponent;
  private double before = Double.POSITIVE_INFINITY;
  private double held = 1;

  /**
   * @param order q, one more than the order of the weaker of both formulas
   */
  StepControl(int order) {
    exponent = 1.0 / order;
  }

  /** What the next step may be, times the last, whose error was this, at most 1. */
  double afterAccepted(double error) {
    held = Math.pow(Math.max(1, error / before), -PROPORTIONAL * exponent);
    before = Math.max(SMALL, error);
    return error == 0 ? MOST : Math.min(MOST, plain(error));
  }

  /** The same for another try after one whose error was above 1, or no number. */
  double afterRejected(double error) {
    held = 1;
    return Double.isFinite(error) ? Math.max(LEAST, plain(error)) : LEAST;
  }

  /**
   * How long the next step is, if it may be h and so much is left: all that is left, half of it
   * where two steps will do, or h, held back while errors rise.
   */
  double fitted(double h, double left) {
    return h >= left ? left : 2 * h >= left ? 0.5 * left : held * h;
  }

  private double plain(double error) {
    return SAFETY * Math.pow(error, -exponent);
  }
}
