package flowlab.data;

import flowlab.nd.Shapes;
import java.util.random.RandomGenerator;

/**
 * A circle around the origin: (r cos θ, r sin θ) with θ uniform, plus N(0, noise² I). The mean of
 * the Gaussians along it is, with κ = r|x|/noise²,
 *
 * <pre>p(x) = 1/(2π noise²) · exp(−(|x| − r)² / 2 noise²) · e^{−κ} I₀(κ)</pre>
 *
 * <p>(the integral of e^{κ cos θ} over a turn is 2π I₀(κ), DLMF 10.32.1).
 *
 * @param radius r
 * @param noise standard deviation; 0 for the bare line, which has no density
 */
public record Circle(double radius, double noise) implements Density {
  public Circle {
    Shapes.requirePositive("the radius", radius);
    if (!(noise >= 0) || Double.isInfinite(noise)) {
      throw new IllegalArgumentException("expected noise of at least 0, got " + noise);
    }
  }

  @Override
  public int dimension() {
    return 2;
  }

  /** The mean, (0, 0). */
  public double[] mean() {
    return new double[2];
  }

  /** The covariance, (½ r² + noise²) I. */
  public double[][] covariance() {
    double variance = 0.5 * radius * radius + noise * noise;
    return new double[][] {{variance, 0}, {0, variance}};
  }

  /**
   * log p(x).
   *
   * @throws UnsupportedOperationException without noise: a line has no density in the plane
   */
  @Override
  public double logDensity(double... x) {
    double variance = requireNoise();
    double distance = Math.hypot(x[0], x[1]);
    double gap = distance - radius;
    return Math.log(new Bessel().at(distance * radius / variance).i0())
        - 0.5 * gap * gap / variance
        - Math.log(2 * Math.PI * variance);
  }

  /**
   * ∇ log p(x) = (r I₁(κ)/I₀(κ) · x/|x| − x) / noise².
   *
   * @throws UnsupportedOperationException without noise: a line has no density in the plane
   */
  public double[] score(double... x) {
    double variance = requireNoise();
    double distance = Math.hypot(x[0], x[1]);
    Bessel bessel = new Bessel().at(distance * radius / variance);
    double mean = radius * bessel.i1() / bessel.i0(); // of the point on the circle, along x
    double factor = distance == 0 ? 0 : (mean / distance - 1) / variance;
    return new double[] {factor * x[0], factor * x[1]};
  }

  private double requireNoise() {
    if (noise == 0) {
      throw new UnsupportedOperationException(
          "a circle without noise is a line and has no density in the plane; new Circle(%s, 0.05)"
                  .formatted(radius)
              + " has one");
    }
    return noise * noise;
  }

  @Override
  public void draw(RandomGenerator random, double[] rows, int at) {
    double angle = 2 * Math.PI * random.nextDouble();
    rows[at] = radius * Math.cos(angle) + noise * random.nextGaussian();
    rows[at + 1] = radius * Math.sin(angle) + noise * random.nextGaussian();
  }
}
