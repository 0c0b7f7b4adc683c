package flowlab.data;

import flowlab.nd.Shapes;
import java.util.random.RandomGenerator;

/**
 * The isotropic normal distribution N(mean, σ² I).
 *
 * @param mean its centre, d numbers
 * @param sigma its standard deviation in every direction (not the variance)
 */
public record Gaussian(double[] mean, double sigma) implements RowSampler {
  public Gaussian {
    if (mean == null || mean.length == 0) {
      throw new IllegalArgumentException(
          "expected a mean of at least one number; the standard normal in the plane is"
              + " Gaussian.standard(2)");
    }
    mean = Shapes.requireFinite("the mean", mean.clone(), mean.length);
    Shapes.requirePositive("sigma", sigma);
  }

  /** N(0, I) in d dimensions. */
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
    for (int i = 0; i < mean.length; i++) {
      rows[at + i] = mean[i] + sigma * random.nextGaussian();
    }
  }

  /** log N(x; mean, σ² I) = −|x − mean|²/(2σ²) − d/2 · log(2πσ²). */
  public double logDensity(double... x) {
    double squares = 0;
    for (int i = 0; i < mean.length; i++) {
      squares += (x[i] - mean[i]) * (x[i] - mean[i]);
    }
    double variance = sigma * sigma;
    return -0.5 * (squares / variance + mean.length * Math.log(2 * Math.PI * variance));
  }
}
