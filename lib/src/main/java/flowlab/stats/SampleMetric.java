package flowlab.stats;

import flowlab.Sampler;
import flowlab.nd.Seeds;
import flowlab.nd.Shapes;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A distance between two laws, estimated from a sample of each. */
@FunctionalInterface
public interface SampleMetric {
  /**
   * The estimate.
   *
   * @param x a sample of one law, [n, d]
   * @param y a sample of the other, [m, d]
   */
  double between(INDArray x, INDArray y);

  /**
   * What the metric says of two independent samples of one law: a distance of this size means
   * nothing.
   *
   * @param law the law, usually the data
   * @param n rows of each sample
   * @param repeats pairs of samples, at least 2
   * @param seed pair k draws from the generator of (seed, k)
   */
  default NoiseFloor noiseFloor(Sampler law, int n, int repeats, long seed) {
    Shapes.requirePositive("the number of repeats", repeats - 1);
    double[] values = new double[repeats];
    for (int k = 0; k < repeats; k++) {
      var random = Seeds.generator(seed, k);
      values[k] = between(law.sample(n, random), law.sample(n, random));
    }
    return NoiseFloor.of(values);
  }
}
