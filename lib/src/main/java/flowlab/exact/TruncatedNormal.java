package flowlab.exact;

import flowlab.nd.Special;

/** The standard normal on an interval [a, b], far out in the tails too. */
final class TruncatedNormal {
  private static final double SQRT_2 = Math.sqrt(2);
  private static final double LOG_SQRT_2PI = 0.5 * Math.log(2 * Math.PI);

  private TruncatedNormal() {}

  /** log(Φ(b) − Φ(a)) for a &lt; b. */
  static double logMass(double a, double b) {
    if (b <= 0) { // the mirror image keeps both ends in the upper tail
      return logMass(-b, -a);
    }
    if (a <= 0) { // 0 lies inside: no cancellation
      return Math.log(1 - Special.normalCdf(a) - Special.normalCdf(-b));
    }
    return -0.5 * a * a + Math.log(0.5 * scaledDifference(a, b));
  }

  /** The mean (φ(a) − φ(b)) / (Φ(b) − Φ(a)). */
  static double mean(double a, double b) {
    if (b <= 0) {
      return -mean(-b, -a);
    }
    if (a <= 0) {
      double mass = 1 - Special.normalCdf(a) - Special.normalCdf(-b);
      return (Special.normalPdf(a) - Special.normalPdf(b)) / mass;
    }
    // Both scaled by e^{a²/2}; −expm1 keeps φ(a) − φ(b) for narrow intervals.
    double densities = -Math.expm1(0.5 * (a - b) * (a + b)) * Math.exp(-LOG_SQRT_2PI);
    double mean = densities / (0.5 * scaledDifference(a, b));
    return Math.max(a, Math.min(b, mean)); // rounding must not leave the interval
  }

  /** e^{a²/2} (erfc(a/√2) − erfc(b/√2)) for 0 &lt; a &lt; b. */
  private static double scaledDifference(double a, double b) {
    return Special.erfcx(a / SQRT_2)
        - Special.erfcx(b / SQRT_2) * Math.exp(0.5 * (a - b) * (a + b));
  }
}
