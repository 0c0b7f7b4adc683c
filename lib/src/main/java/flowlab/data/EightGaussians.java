package flowlab.data;

import flowlab.nd.Shapes;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Eight equal normals on a circle, at the angles kπ/4. The literature means several sets by this
 * name; each is a factory here. Tables of results can be compared only within one of them.
 *
 * @param radius of the circle
 * @param sigma standard deviation of each normal
 */
public record EightGaussians(double radius, double sigma) implements Density {
  public EightGaussians {
    Shapes.requirePositive("the radius", radius);
    Shapes.requirePositive("sigma", sigma);
  }

  /** Radius 5, σ 1: "N → 8gaussians" of OT-CFM and [SF]²M (their data module, by torchdyn). */
  public static EightGaussians torchdyn() {
    return new EightGaussians(5, 1);
  }

  /**
   * Radius 5, σ = 0.1^¼ ≈ 0.562: what {@code torchcfm.utils} draws. (It passes the square root of
   * the variance 0.1 where a covariance is expected.)
   */
  public static EightGaussians torchcfm() {
    return new EightGaussians(5, Math.pow(0.1, 0.25));
  }

  /** Radius 12, σ 1.5: of diffusion Schrödinger bridges, the pair with {@link Moons#bridge()}. */
  public static EightGaussians bridge() {
    return new EightGaussians(12, 1.5);
  }

  /** The same as a mixture, for its closed forms. */
  public GaussianMixture mixture() {
    double[] weights = new double[8];
    double[] sigmas = new double[8];
    double[][] means = new double[8][];
    Arrays.fill(weights, 0.125);
    Arrays.fill(sigmas, sigma);
    for (int k = 0; k < 8; k++) {
      double angle = k * Math.PI / 4;
      means[k] = new double[] {radius * Math.cos(angle), radius * Math.sin(angle)};
    }
    return new GaussianMixture(weights, means, sigmas);
  }

  @Override
  public int dimension() {
    return 2;
  }

  /**
   * n rows as torchdyn makes them: equally many of each normal (within one), in turn. Such a set is
   * closer to the law than n independent draws, and so are distances between two of them. As a
   * sampler it is {@code eight::evenly}.
   */
  public INDArray evenly(int n, RandomGenerator random) {
    Shapes.requirePositive("the number of samples", n);
    double[] rows = new double[2 * n];
    for (int i = 0; i < n; i++) point(i % 8, random, rows, 2 * i);
    return Shapes.fromRows(rows, n, 2);
  }

  @Override
  public void draw(RandomGenerator random, double[] rows, int at) {
    point(random.nextInt(8), random, rows, at);
  }

  private void point(int k, RandomGenerator random, double[] rows, int at) {
    double angle = k * Math.PI / 4;
    rows[at] = radius * Math.cos(angle) + sigma * random.nextGaussian();
    rows[at + 1] = radius * Math.sin(angle) + sigma * random.nextGaussian();
  }

  /** The mean, (0, 0). */
  public double[] mean() {
    return new double[2];
  }

  /** The covariance, (½ r² + σ²) I. */
  public double[][] covariance() {
    double variance = 0.5 * radius * radius + sigma * sigma;
    return new double[][] {{variance, 0}, {0, variance}};
  }

  /** The score ∇ log p(x). */
  public double[] score(double... x) {
    return mixture().score(x);
  }

  @Override
  public double logDensity(double... x) {
    return mixture().logDensity(x);
  }
}
