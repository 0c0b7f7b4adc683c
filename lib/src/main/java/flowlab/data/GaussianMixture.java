package flowlab.data;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A mixture Σ w_k N(m_k, C_k) of normals.
 *
 * @param weights w_k, not negative, summing to 1
 * @param means m_k, one row a component
 * @param covariances C_k
 */
public record GaussianMixture(double[] weights, double[][] means, List<Covariance> covariances)
    implements Density {
  public GaussianMixture {
    weights = weights.clone();
    means = copy(means);
    covariances = List.copyOf(covariances);
    requireSameNumber(weights.length, means.length, covariances.size(), "covariances");
    if (!(Math.abs(Arrays.stream(weights).sum() - 1) <= 1e-9)
        || Arrays.stream(weights).anyMatch(w -> !(w >= 0))) {
      throw new IllegalArgumentException(
          "expected weights of at least 0 that sum to 1, got " + Arrays.toString(weights));
    }
    for (int k = 0; k < means.length; k++) {
      if (means[k].length != means[0].length || covariances.get(k).dimension() != means[0].length) {
        throw new IllegalArgumentException(
            "expected means and covariances of one dimension, got a mean of %d numbers first and then component %d with %d and a covariance of dimension %d"
                .formatted(means[0].length, k, means[k].length, covariances.get(k).dimension()));
      }
    }
  }

  /**
   * The mixture Σ w_k N(m_k, σ_k² I).
   *
   * @param sigmas σ_k, standard deviations (not variances)
   */
  public GaussianMixture(double[] weights, double[][] means, double[] sigmas) {
    this(weights, means, isotropic(weights, means, sigmas));
  }

  /** Components of any covariance, each a symmetric positive definite matrix. */
  public GaussianMixture(double[] weights, double[][] means, double[][][] covariances) {
    this(weights, means, Arrays.stream(covariances).map(Covariance::of).toList());
  }

  @Override
  public double[] weights() {
    return weights.clone();
  }

  @Override
  public double[][] means() {
    return copy(means);
  }

  private static double[][] copy(double[][] rows) {
    return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
  }

  @Override
  public int dimension() {
    return means[0].length;
  }

  /** The number of components. */
  public int components() {
    return weights.length;
  }

  /** The k-th component, k from 0. */
  public Gaussian component(int k) {
    return new Gaussian(means[k], covariances.get(k));
  }

  @Override
  public void draw(RandomGenerator random, double[] rows, int at) {
    double u = random.nextDouble();
    int k = 0;
    while (k < weights.length - 1 && u >= weights[k]) u -= weights[k++];
    System.arraycopy(means[k], 0, rows, at, means[k].length);
    covariances.get(k).addNormal(random, rows, at);
  }

  /** The log density log Σ w_k N(x; m_k, C_k), by log-sum-exp. */
  @Override
  public double logDensity(double... x) {
    double[] log = logJoint(x);
    double largest = Arrays.stream(log).max().orElseThrow();
    return largest + Math.log(Arrays.stream(log).map(l -> Math.exp(l - largest)).sum());
  }

  /** ∇ log p(x) = Σ r_k(x) ∇ log N(x; m_k, C_k), r_k the weights given x. */
  public double[] score(double... x) {
    double[] log = logJoint(x);
    double logDensity = logDensity(x);
    double[] score = new double[dimension()];
    for (int k = 0; k < log.length; k++) {
      double weight = Math.exp(log[k] - logDensity);
      double[] part = component(k).score(x);
      for (int i = 0; i < score.length; i++) score[i] += weight * part[i];
    }
    return score;
  }

  /** The mean, Σ w_k m_k. */
  public double[] mean() {
    double[] mean = new double[dimension()];
    for (int k = 0; k < weights.length; k++) {
      for (int i = 0; i < mean.length; i++) mean[i] += weights[k] * means[k][i];
    }
    return mean;
  }

  /** The covariance, Σ w_k (C_k + (m_k − m)(m_k − m)ᵀ), d × d. */
  public double[][] covariance() {
    double[] mean = mean();
    int d = mean.length;
    double[][] total = new double[d][d];
    for (int k = 0; k < weights.length; k++) {
      double[][] within = covariances.get(k).matrix();
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          double between = (means[k][i] - mean[i]) * (means[k][j] - mean[j]);
          total[i][j] += weights[k] * (within[i][j] + between);
        }
      }
    }
    return total;
  }

  private double[] logJoint(double[] x) {
    double[] log = new double[weights.length];
    for (int k = 0; k < log.length; k++) log[k] = Math.log(weights[k]) + component(k).logDensity(x);
    return log;
  }

  private static List<Covariance> isotropic(double[] weights, double[][] means, double[] sigmas) {
    requireSameNumber(weights.length, means.length, sigmas.length, "sigmas");
    if (Arrays.stream(sigmas).anyMatch(s -> !(s > 0))) {
      throw new IllegalArgumentException(
          "expected positive standard deviations, got " + Arrays.toString(sigmas));
    }
    Covariance[] covariances = new Covariance[sigmas.length];
    for (int k = 0; k < sigmas.length; k++) {
      covariances[k] = Covariance.isotropic(means[k].length, sigmas[k]);
    }
    return List.of(covariances);
  }

  private static void requireSameNumber(int weights, int means, int spreads, String name) {
    if (weights == 0 || means != weights || spreads != weights) {
      throw new IllegalArgumentException(
          "expected as many weights, means and %s, at least one of each, got %d, %d and %d"
              .formatted(name, weights, means, spreads));
    }
  }
}
