package flowlab.data;

import flowlab.nd.Shapes;
import java.util.random.RandomGenerator;

/**
 * The normal distribution N(mean, C).
 *
 * @param mean its centre, d numbers
 * @param covariance C, d × d
 */
public record Gaussian(double[] mean, Covariance covariance) implements Density {
  public Gaussian {
    requireMean(mean);
    mean = Shapes.requireFinite("the mean", mean.clone(), mean.length);
    if (covariance.dimension() != mean.length) {
      throw new IllegalArgumentException(
          "expected a covariance of %d × %d for a mean of %d numbers, got %d × %d"
              .formatted(
                  mean.length,
                  mean.length,
                  mean.length,
                  covariance.dimension(),
                  covariance.dimension()));
    }
  }

  /**
   * The isotropic N(mean, σ² I).
   *
   * @param sigma the standard deviation in every direction (not the variance)
   */
  public Gaussian(double[] mean, double sigma) {
    this(mean, Covariance.isotropic(requireMean(mean).length, sigma));
  }

  /** The normal N(mean, C) with C a symmetric positive definite matrix. */
  public Gaussian(double[] mean, double[][] covariance) {
    this(mean, Covariance.of(covariance));
  }

  /** The standard normal N(0, I) in d dimensions. */
  public static Gaussian standard(int d) {
    return new Gaussian(new double[Shapes.requirePositive("the dimension", d)], 1);
  }

  @Override
  public double[] mean() {
    return mean.clone();
  }

  @Override
  public int dimension() {
    return mean.length;
  }

  @Override
  public void draw(RandomGenerator random, double[] rows, int at) {
    System.arraycopy(mean, 0, rows, at, mean.length);
    covariance.addNormal(random, rows, at);
  }

  /** log N(x; mean, C) = −½ (x − mean)ᵀ C⁻¹ (x − mean) − ½ log det C − d/2 · log 2π. */
  @Override
  public double logDensity(double... x) {
    double squares = 0;
    for (double z : covariance.whiten(requirePoint(x), mean)) squares += z * z;
    return -0.5 * (squares + covariance.logDeterminant() + mean.length * Math.log(2 * Math.PI));
  }

  /** The score ∇ log p(x) = −C⁻¹ (x − mean). */
  public double[] score(double... x) {
    double[] z = covariance.whiten(requirePoint(x), mean);
    double[] deviations = covariance.deviations();
    for (int i = 0; i < z.length; i++) z[i] /= -deviations[i] * deviations[i];
    double[] score = new double[z.length];
    covariance.addScaled(z, score, 0);
    return score;
  }

  private double[] requirePoint(double[] x) {
    if (x.length != mean.length) {
      throw new IllegalArgumentException(
          "expected a point of %d numbers, got %d".formatted(mean.length, x.length));
    }
    return x;
  }

  private static double[] requireMean(double[] mean) {
    if (mean == null || mean.length == 0) {
      throw new IllegalArgumentException(
          "expected a mean of at least one number; the standard normal in the plane is"
              + " Gaussian.standard(2)");
    }
    return mean;
  }
}
