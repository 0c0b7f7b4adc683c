package flowlab.data;

/**
 * Modified Bessel functions e^{−κ} I₀(κ) and e^{−κ} I₁(κ) for κ ≥ 0, scaled so that they neither
 * over- nor underflow: the power series, whose terms are all positive, and beyond κ = 30 the
 * asymptotic one (DLMF 10.25.2 and 10.40.1), whose smallest term there is below rounding.
 *
 * <p>Holds the last two values, so that a loop makes no garbage: each thread needs its own.
 */
public final class Bessel {
  private static final double FAR = 30;

  private double i0;
  private double i1;

  /** Computes both values at κ. */
  public Bessel at(double kappa) {
    if (!(kappa >= 0)) throw new IllegalArgumentException("expected κ of at least 0, got " + kappa);
    if (kappa < FAR) {
      series(kappa);
    } else {
      double scale = 1 / Math.sqrt(2 * Math.PI * kappa);
      i0 = scale * asymptotic(0, kappa);
      i1 = scale * asymptotic(4, kappa);
    }
    return this;
  }

  /** The value e^{−κ} I₀(κ) at the last κ. */
  public double i0() {
    return i0;
  }

  /** The value e^{−κ} I₁(κ) at the last κ. */
  public double i1() {
    return i1;
  }

  private void series(double kappa) {
    double quarter = 0.25 * kappa * kappa;
    double term = Math.exp(-kappa);
    double sum0 = 0;
    double sum1 = 0;
    for (int k = 1; term > 1e-17 * sum0; k++) { // term = e^{−κ} (κ/2)^{2(k−1)} / (k−1)!²
      sum0 += term;
      sum1 += term / k;
      term *= quarter / ((double) k * k);
    }
    i0 = sum0;
    i1 = 0.5 * kappa * sum1;
  }

  private static double asymptotic(double fourNuSquared, double kappa) {
    double term = 1;
    double sum = 1;
    for (int k = 1; k < 30 && Math.abs(term) > 1e-17; k++) {
      double odd = 2 * k - 1;
      term *= (odd * odd - fourNuSquared) / (8 * k * kappa);
      sum += term;
    }
    return sum;
  }
}
