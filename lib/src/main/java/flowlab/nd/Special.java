package flowlab.nd;

/** Special functions in double that the closed forms need and the JDK lacks. */
public final class Special {
  private static final double SQRT_2 = Math.sqrt(2);

  private Special() {}

  /** Φ(x), the standard normal distribution function; full relative accuracy in the lower tail. */
  public static double normalCdf(double x) {
    return 0.5 * erfc(-x / SQRT_2);
  }

  /** φ(x), the standard normal density. */
  public static double normalPdf(double x) {
    return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
  }

  /** erfc x = 1 − erf x. */
  public static double erfc(double x) {
    return x >= 0 ? erfcx(x) * Math.exp(-x * x) : 2 - erfcx(-x) * Math.exp(-x * x);
  }

  /**
   * The scaled complementary error function e^{x²} erfc x for x ≥ 0, which neither underflows nor
   * overflows.
   *
   * <p>Below 2 from the Taylor series of erf; from 2 on from the continued fraction {@code erfcx x
   * = (1/√π) / (x + (1/2)/(x + 1/(x + (3/2)/(x + …))))} (DLMF 7.9.1), evaluated from the back.
   */
  public static double erfcx(double x) {
    if (!(x >= 0)) {
      throw new IllegalArgumentException("expected x of at least 0, got " + x);
    }
    if (x < 2) {
      return Math.exp(x * x) - scaledErf(x);
    }
    int terms = (int) Math.ceil(12 + 400 / (x * x));
    double fraction = x;
    for (int k = terms; k >= 1; k--) {
      fraction = x + 0.5 * k / fraction;
    }
    return 1 / (Math.sqrt(Math.PI) * fraction);
  }

  /** e^{x²} erf x = (2/√π) Σ 2ᵏ x^{2k+1} / (1·3·…·(2k+1)), all terms positive (DLMF 7.6.2). */
  private static double scaledErf(double x) {
    double term = 2 * x / Math.sqrt(Math.PI);
    double sum = term;
    for (int k = 1; term > 1e-18 * sum; k++) {
      term *= 2 * x * x / (2 * k + 1);
      sum += term;
    }
    return sum;
  }
}
