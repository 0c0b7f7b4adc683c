package flowlab.exact;

import flowlab.VectorField;
import flowlab.data.Annulus;
import flowlab.nd.Shapes;
import flowlab.nd.Workers;
import org.nd4j.linalg.api.ndarray.INDArray;

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
public record ExactAnnulus(Annulus annulus) implements VectorField {
  @Override
  public INDArray at(INDArray x, INDArray t) {
    Shapes.requireBatch("x", x, 2);
    int n = x.rows();
    double[] rows = Shapes.toRows(x);
    double[] times = Shapes.toRows(Shapes.requireTimes(t, n));
    double[] u = new double[2 * n];
    Workers.rows(
        n,
        (from, to) -> {
          Posterior posterior = new Posterior(annulus);
          for (int i = from; i < to; i++) {
            posterior.velocity(rows, 2 * i, times[i], u);
          }
        });
    return Shapes.fromRows(u, n, 2);
  }

  @Override
  public void into(double[] x, int n, double t, double[] velocity) {
    Workers.rows(
        n,
        (from, to) -> {
          Posterior posterior = new Posterior(annulus);
          for (int i = from; i < to; i++) {
            posterior.velocity(x, 2 * i, t, velocity);
          }
        });
  }

  /** log p_t(x), row by row of x, [n, 2]; at t = 1 that of the annulus itself. */
  public double[] logDensity(INDArray x, double t) {
    Shapes.requireTime(t);
    if (t == 1) {
      return annulus.logDensity(x);
    }
    double[] rows = Shapes.toRows(Shapes.requireBatch("x", x, 2));
    double[] log = new double[rows.length / 2];
    Posterior posterior = new Posterior(annulus);
    for (int i = 0; i < log.length; i++) {
      posterior.given(Math.hypot(rows[2 * i], rows[2 * i + 1]), t);
      log[i] = posterior.logDensity;
    }
    return log;
  }

  /** E[X₁ | X_t = x], [n, 2]; at t = 1 it is x. */
  public INDArray meanData(INDArray x, double t) {
    Shapes.requireTime(t);
    double[] rows = Shapes.toRows(Shapes.requireBatch("x", x, 2));
    Posterior posterior = new Posterior(annulus);
    for (int i = 0; t < 1 && i < rows.length; i += 2) {
      double radius = Math.hypot(rows[i], rows[i + 1]);
      posterior.given(radius, t);
      double scale = radius == 0 ? 0 : posterior.mean / radius;
      rows[i] *= scale;
      rows[i + 1] *= scale;
    }
    return Shapes.fromRows(rows, rows.length / 2, 2);
  }

  /** ∇ log p_t(x), [n, 2]; at t = 1 that of the annulus, as inside it. */
  public INDArray score(INDArray x, double t) {
    double[] mean = Shapes.toRows(meanData(x, t));
    double[] rows = Shapes.toRows(x);
    boolean byArea = annulus.spread() == Annulus.Spread.BY_AREA;
    for (int i = 0; i < rows.length; i++) {
      double radius = Math.hypot(rows[i - i % 2], rows[i - i % 2 + 1]);
      if (t < 1) {
        mean[i] = StraightPath.score(mean[i], rows[i], t);
      } else { // the density is flat, or falls as 1/R
        mean[i] = byArea ? 0 : -rows[i] / (radius * radius);
      }
    }
    return Shapes.fromRows(mean, mean.length / 2, 2);
  }

  /** ∇·u(x, t), row by row; at t = 1 it is 2, which is right inside the annulus. */
  public double[] divergence(INDArray x, double t) {
    Shapes.requireTime(t);
    double[] rows = Shapes.toRows(Shapes.requireBatch("x", x, 2));
    double[] divergence = new double[rows.length / 2];
    Posterior posterior = new Posterior(annulus);
    for (int i = 0; i < divergence.length; i++) {
      divergence[i] = 2;
      if (t < 1) {
        posterior.given(Math.hypot(rows[2 * i], rows[2 * i + 1]), t);
        divergence[i] = StraightPath.divergence(posterior.trace, 2, t);
      }
    }
    return divergence;
  }

  /** X₁ given |X_t| = R: the workspace of one thread. */
  private static final class Posterior {
    private static final GaussLegendre RULE = GaussLegendre.of(40);
    private final Annulus annulus;
    private final Bessel bessel = new Bessel();
    private double sum0;
    private double sum1; // of X₁ along x
    private double sum2; // of |X₁ − nearest x/R|²
    double logDensity;
    double mean; // of X₁ along x
    double trace; // of the covariance of X₁

    Posterior(Annulus annulus) {
      this.annulus = annulus;
    }

    void velocity(double[] x, int at, double t, double[] u) {
      double scale = 1; // at t = 1: X₁ = x and X₀, of which nothing is known, has mean 0
      double radius = Math.hypot(x[at], x[at + 1]);
      if (t < 1) {
        given(radius, t);
        scale = (radius == 0 ? -1 : mean / radius - 1) / (1 - t);
      }
      u[at] = scale * x[at];
      u[at + 1] = scale * x[at + 1];
    }

    void given(double radius, double t) {
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
      mean = sum1 / sum0;
      double gapToMean = mean - nearest;
      trace = sum2 / sum0 - gapToMean * gapToMean;
      double gap = radius - t * nearest;
      logDensity =
          Math.log(sum0) - 0.5 * gap * gap / (tau * tau) - Math.log(2 * Math.PI * tau * tau);
    }

    /**
     * Adds the integrals over the radii nearest + δ, δ between 0 and {@code far}, divided by the
     * bell at the nearest radius. Offsets, because far from the annulus they are below its
     * rounding.
     */
    private void add(double far, double nearest, double radius, double t) {
      double half = 0.5 * Math.abs(far);
      if (half == 0) {
        return;
      }
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
        sum0 += weight * bessel.i0;
        sum1 += weight * bessel.i1 * r;
        // |X₁ − nearest x/R|² = δ² + 2 r nearest (1 − cos ψ)
        sum2 += weight * (bessel.i0 * delta * delta + 2 * r * nearest * (bessel.i0 - bessel.i1));
      }
    }
  }
}
