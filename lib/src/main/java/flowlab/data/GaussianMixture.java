package flowlab.data;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A mixture Σ w_k N(m_k, σ_k² I) of isotropic normals.
 *
 * @param weights w_k, positive, summing to 1
 * @param means m_k, one row a component
 * @param sigmas σ_k, standard deviations
 */
public record GaussianMixture(double[] weights, double[][] means, double[] sigmas)
    implements RowSampler {
  public GaussianMixture {
    weights = weights.clone();
    sigmas = sigmas.clone();
    means = Arrays.stream(means).map(double[]::clone).toArray(double[][]::new);
    if (weights.length == 0 || means.length != weights.length || sigmas.length != weights.length) {
      throw new IllegalArgumentException(
          "expected as many weights, means and sigmas, at least one of each, got %d, %d and %d"
              .formatted(weights.length, means.length, sigmas.length));
    }
    if (Math.abs(Arrays.stream(weights).sum() - 1) > 1e-9
        || Arrays.stream(weights).anyMatch(w -> !(w > 0))) {
      throw new IllegalArgumentException(
          "expected positive weights that sum to 1, got " + Arrays.toString(weights));
    }
    if (Arrays.stream(sigmas).anyMatch(s -> !(s > 0))) {
      throw new IllegalArgumentException(
          "expected positive standard deviations, got " + Arrays.toString(sigmas));
    }
    for (double[] mean : means) {
      if (mean.length != means[0].length) {
        throw new IllegalArgumentException(
            "expected means of one dimension, got rows of %d and %d numbers"
                .formatted(means[0].length, mean.length));
      }
    }
  }

  @Override
  public int dimension() {
    return means[0].length;
  }

  /** Number of components. */
  public int components() {
    return weights.length;
  }

  @Override
  public void draw(RandomGenerator random, double[] rows, int at) {
    double u = random.nextDouble();
    int k = 0;
    while (k < weights.length - 1 && u >= weights[k]) {
      u -= weights[k++];
    }
    for (int i = 0; i < means[k].length; i++) {
      rows[at + i] = means[k][i] + sigmas[k] * random.nextGaussian();
    }
  }
}
