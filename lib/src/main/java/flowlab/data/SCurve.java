package flowlab.data;

import flowlab.nd.Shapes;
import java.util.random.RandomGenerator;

/**
 * The letter S: scikit-learn's {@code make_s_curve} without its depth axis. With θ uniform on
 * (−3π/2, 3π/2), the point is scale · ((sin θ, sign(θ)(cos θ − 1)) + noise · N(0, I)).
 *
 * @param noise standard deviation before scaling
 * @param scale factor of both axes
 */
public record SCurve(double noise, double scale) implements RowSampler {
  public SCurve {
    if (!(noise >= 0) || Double.isInfinite(noise)) {
      throw new IllegalArgumentException("expected noise of at least 0, got " + noise);
    }
    Shapes.requirePositive("the scale", scale);
  }

  /** "N → scurve" of OT-CFM and [SF]²M: noise 0.05, axes 0 and 2, times 1.5. */
  public static SCurve conditionalFlow() {
    return new SCurve(0.05, 1.5);
  }

  /** Of diffusion Schrödinger bridges: noise 0.1, the standard deviation of all coordinates 7. */
  public static SCurve bridge() {
    double variance = 0.5 * (2 + 4 / (3 * Math.PI)) + 0.01;
    return new SCurve(0.1, 7 / Math.sqrt(variance));
  }

  @Override
  public int dimension() {
    return 2;
  }

  /** The mean, (0, 0). */
  public double[] mean() {
    return new double[2];
  }

  /** scale² (½, −1/(3π); −1/(3π), 3/2 + 4/(3π)), and the noise's. */
  public double[][] covariance() {
    double square = scale * scale;
    double across = -square / (3 * Math.PI);
    return new double[][] {
      {square * (0.5 + noise * noise), across},
      {across, square * (1.5 + 4 / (3 * Math.PI) + noise * noise)}
    };
  }

  @Override
  public void draw(RandomGenerator random, double[] rows, int at) {
    double angle = 3 * Math.PI * (random.nextDouble() - 0.5);
    double x = Math.sin(angle) + noise * random.nextGaussian();
    double y = Math.signum(angle) * (Math.cos(angle) - 1) + noise * random.nextGaussian();
    rows[at] = scale * x;
    rows[at + 1] = scale * y;
  }
}
