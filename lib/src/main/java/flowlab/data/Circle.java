package flowlab.data;

import flowlab.nd.Shapes;
import java.util.random.RandomGenerator;

/**
 * A circle around the origin: (r cos θ, r sin θ) with θ uniform, plus N(0, noise² I).
 *
 * @param radius r
 * @param noise standard deviation; 0 for the bare line, which has no density
 */
public record Circle(double radius, double noise) implements RowSampler {
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

  /** (0, 0). */
  public double[] mean() {
    return new double[2];
  }

  /** (½ r² + noise²) I. */
  public double[][] covariance() {
    double variance = 0.5 * radius * radius + noise * noise;
    return new double[][] {{variance, 0}, {0, variance}};
  }

  @Override
  public void draw(RandomGenerator random, double[] rows, int at) {
    double angle = 2 * Math.PI * random.nextDouble();
    rows[at] = radius * Math.cos(angle) + noise * random.nextGaussian();
    rows[at + 1] = radius * Math.sin(angle) + noise * random.nextGaussian();
  }
}
