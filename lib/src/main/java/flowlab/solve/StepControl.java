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

  /**
   * @param order q, one more than the order of the weaker of both formulas
   */
  StepControl(int order) {
    exponent = 1.0 / order;
  }

  /** The factor for the step after one with this error, at most 1. */
  double afterAccepted(double error) {
    double rise = Math.max(1, error / before);
    before = Math.max(SMALL, error);
    return error == 0
        ? MOST
        : Math.min(MOST, plain(error) * Math.pow(rise, -PROPORTIONAL * exponent));
  }

  /** The factor for another try after one with this error, above 1 or no number. */
  double afterRejected(double error) {
    return Double.isFinite(error) ? Math.max(LEAST, plain(error)) : LEAST;
  }

  /**
   * The length of the next step, if h is allowed and so much is left: all, or half where two steps
   * will do, so that the last is no shorter than it must be.
   */
  static double fitted(double h, double left) {
    return h >= left ? left : 2 * h >= left ? 0.5 * left : h;
  }

  private double plain(double error) {
    return SAFETY * Math.pow(error, -exponent);
  }
}
