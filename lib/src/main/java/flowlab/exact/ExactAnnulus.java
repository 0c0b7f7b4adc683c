package flowlab.exact;

import flowlab.data.Annulus;
import flowlab.data.Bessel;

/**
 * The marginal density and velocity from N(0, I) to an annulus along the straight path X_t = (1 −
 * t) X₀ + t X₁. With τ = 1 − t, R = |x|, ρ the density of the radius and κ = t r R / τ²,
 *
 * <pre>
 * p_t(x)     = (2πτ²)⁻¹ ∫ ρ(r) exp(−(R² + t²r²) / 2τ²) I₀(κ) dr
 * E[X₁ | x]  = x/R · ∫ ρ(r) r exp(−t²r² / 2τ²) I₁(κ) dr / ∫ ρ(r) exp(−t²r² / 2τ²) I₀(κ) dr
 * u(x, t)    = (E[X₁ | x] − x) / (1 − t)
 * </pre>
 *
 * <p>With Bessel functions scaled by e^{−κ} the exponent is −(R − tr)²/2τ²; the integral is taken
 * by Gauss's quadrature over the radii where it is not negligible beside its largest value, so that
 * late times and points far out are as exact as others. At t = 1 the field is the limit from below
 * inside the annulus, u = x.
 *
 * @param annulus X₁
 */
public record ExactAnnulus(Annulus annulus) implements StraightPath {
  @Override
  public int dimension() {
    return 2;
  }

  @Override
  public StraightPath.Posterior posterior() {
    return new Posterior(annulus);
  }

  /** X₁ given |X_t| = R: the workspace of one thread. */
  private static final class Posterior extends StraightPath.Posterior {
    private static final GaussLegendre RULE = GaussLegendre.of(40);
    private final Annulus annulus;
    private final Bessel bessel = new Bessel();
    private double sum0;
    private double sum1; // of X₁ along x
    private double sum2; // of |X₁ − nearest x/R|²
    private double trace;

    Posterior(Annulus annulus) {
      super(2);
      this.annulus = annulus;
    }

    @Override
    void given(double[] x, int at, double t) {
      double radius = Math.hypot(x[at], x[at + 1]);
      double tau = 1 - t;
      double width = tau / t; // of the bell around r = R/t; infinite at t = 0
      double centre = t == 0 ? annulus.inner() : radius / t;
      double nearest = Math.max(annulus.inner(), Math.min(annulus.outer(), centre));
      // Farther than this from the nearest radius the integrand is below e^{−40} of what it is
      // there:
      // |centre − nearest ∓ reach|² = |centre − nearest|² + 80 width², solved without cancellation.
      double gapWidths = Math.abs(nearest - centre) / width;
      double reach = width * (80 / (Math.hypot(gapWidths, Math.sqrt(80)) + gapWidths));
      sum0 = 0;
      sum1 = 0;
      sum2 = 0;
      add(Math.max(annulus.inner() - nearest, -reach), nearest, radius, t);
      add(Math.min(annulus.outer() - nearest, reach), nearest, radius, t);
      double along = sum1 / sum0;
      mean[0] = radius == 0 ? 0 : along * x[at] / radius;
      mean[1] = radius == 0 ? 0 : along * x[at + 1] / radius;
      double gapToMean = along - nearest;
      trace = sum2 / sum0 - gapToMean * gapToMean;
      double gap = radius - t * nearest;
      logDensity =
          Math.log(sum0) - 0.5 * gap * gap / (tau * tau) - Math.log(2 * Math.PI * tau * tau);
    }

    @Override
    double trace(double[] x, int at, double t) {
      return trace;
    }

    @Override
    double logDensityOfData(double[] x, int at) {
      return annulus.logDensity(x[at], x[at + 1]);
    }

    /** The density is flat, or falls as 1/R. */
    @Override
    void scoreOfData(double[] x, int at, double[] out) {
      boolean flat = annulus.spread() == Annulus.Spread.BY_AREA;
      double squares = x[at] * x[at] + x[at + 1] * x[at + 1];
      out[at] = flat ? 0 : -x[at] / squares;
      out[at + 1] = flat ? 0 : -x[at + 1] / squares;
    }

    /**
     * Adds the integrals over the radii nearest + δ, δ between 0 and {@code far}, divided by the
     * bell at the nearest radius. Offsets, because far from the annulus they are below its
     * rounding.
     */
    private void add(double far, double nearest, double radius, double t) {
      double half = 0.5 * Math.abs(far);
      if (half == 0) return;
      double tau = 1 - t;
      for (int i = 0; i < RULE.nodes().length; i++) {
        double delta = 0.5 * far * (1 + RULE.nodes()[i]);
        double r = nearest + delta;
        bessel.at(t * r * radius / (tau * tau));
        // (R − tr)² − (R − t nearest)², without the difference of squares
        double rise = -t * delta * (2 * radius - t * (r + nearest));
        double weight =
            half
                * RULE.weights()[i]
                * annulus.radialDensity(r)
                * Math.exp(-0.5 * rise / (tau * tau));
        sum0 += weight * bessel.i0();
        sum1 += weight * bessel.i1() * r;
        // |X₁ − nearest x/R|² = δ² + 2 r nearest (1 − cos ψ)
        sum2 +=
            weight * (bessel.i0() * delta * delta + 2 * r * nearest * (bessel.i0() - bessel.i1()));
      }
    }
  }
}
