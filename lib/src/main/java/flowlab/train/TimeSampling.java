package flowlab.train;

import flowlab.nd.Shapes;
import java.util.random.RandomGenerator;

/** How the times of a batch are drawn from [0, 1]. */
@FunctionalInterface
public interface TimeSampling {
  /** Fills the first n entries with times. */
  void fill(double[] t, int n, RandomGenerator random);

  /** Independent times, uniform in [0, 1]. */
  static TimeSampling uniform() {
    return (t, n, random) -> {
      for (int i = 0; i < n; i++) t[i] = random.nextDouble();
    };
  }

  /**
   * t = 1/(1 + e^{−z}), z ~ N(mean, deviation²): more of the middle, or with another mean more of
   * one end (Esser et al., 2024, §3.1).
   */
  static TimeSampling logitNormal(double mean, double deviation) {
    Shapes.requirePositive("the deviation", deviation);
    return (t, n, random) -> {
      for (int i = 0; i < n; i++) {
        t[i] = 1 / (1 + Math.exp(-(mean + deviation * random.nextGaussian())));
      }
    };
  }

  /** One time in each of n equal parts of [0, 1], t_i = (i + U_i)/n: uniform, with less noise. */
  static TimeSampling stratified() {
    return (t, n, random) -> {
      for (int i = 0; i < n; i++) t[i] = (i + random.nextDouble()) / n;
    };
  }
}
