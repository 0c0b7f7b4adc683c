package flowlab.exact;

import flowlab.Interpolant;
import flowlab.data.Covariance;
import flowlab.data.GaussianMixture;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * What X_t = x says about (X₀, X₁) when X₁ is a mixture: the workspace of one thread.
 *
 * <p>In the axes of C_k, with λ its variance along one of them and z the part of x − β m_k along
 * it, every conditional mean given k is m_k times a number plus (A λ + B) z / S with S = β² λ + α²:
 *
 * <pre>
 * velocity α′X₀ + β′X₁ :  β′ m_k + (ββ′ λ + αα′) z / S
 * X₁                   :     m_k + β λ z / S
 * X₀                   :           α z / S
 * Y = X₁ − X₀          :     m_k + (β λ − α) z / S,   with variance (α + β)² λ / S
 * ∇ log N_k            :          − z / S
 * </pre>
 *
 * Nothing is divided by α or β, so both ends of time are as good as the middle.
 */
final class MixturePosterior {
  final int d;
  final int components;
  private final double[] logWeights;
  private final double[][] means;
  private final double[][] variances;
  private final double[][][] axes;
  private final double[][] z;
  private final double[][] s;
  private final double[] part;

  /** r_k(x) ∝ w_k N(x; β m_k, S_k). */
  final double[] weights;

  /** log p_t(x). */
  double logDensity;

  double alpha;
  double beta;

  MixturePosterior(GaussianMixture mixture) {
    this(
        Arrays.stream(mixture.weights()).map(Math::log).toArray(),
        mixture.means(),
        mixture.covariances().stream().map(Covariance::variances).toArray(double[][]::new),
        mixture.covariances().stream().map(Covariance::axes).toArray(double[][][]::new));
  }

  /** The workspace of another mixture with these axes. */
  private MixturePosterior(
      double[] logWeights, double[][] means, double[][] variances, double[][][] axes) {
    d = means[0].length;
    components = means.length;
    this.logWeights = logWeights;
    this.means = means;
    this.variances = variances;
    this.axes = axes;
    z = new double[components][d];
    s = new double[components][d];
    part = new double[d];
    weights = new double[components];
  }

  /** Takes in the point x[at] … x[at + d − 1]. */
  void given(double[] x, int at, double alpha, double beta) {
    this.alpha = alpha;
    this.beta = beta;
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < components; k++) {
      double log = 0;
      for (int i = 0; i < d; i++) {
        s[k][i] = beta * beta * variances[k][i] + alpha * alpha;
        z[k][i] = along(k, i, x, at);
        log += z[k][i] * z[k][i] / s[k][i] + Math.log(s[k][i]);
      }
      weights[k] = logWeights[k] - 0.5 * log;
      largest = Math.max(largest, weights[k]);
    }
    double sum = 0;
    for (int k = 0; k < components; k++) {
      weights[k] = Math.exp(weights[k] - largest);
      sum += weights[k];
    }
    for (int k = 0; k < components; k++) weights[k] /= sum;
    logDensity = largest + Math.log(sum) - 0.5 * d * Math.log(2 * Math.PI);
  }

  private double along(int k, int i, double[] x, int at) {
    if (axes[k] == null) return x[at + i] - beta * means[k][i];
    double sum = 0;
    for (int j = 0; j < d; j++) sum += axes[k][i][j] * (x[at + j] - beta * means[k][j]);
    return sum;
  }

  /** {@code out} ← mean · m_k + Q (a λ + b) z / S of one component. */
  void component(int k, double mean, double a, double b, double[] out, int at) {
    for (int i = 0; i < d; i++) out[at + i] = mean * means[k][i];
    for (int i = 0; i < d; i++) {
      double length = (a * variances[k][i] + b) * z[k][i] / s[k][i];
      if (axes[k] == null) {
        out[at + i] += length;
      } else {
        for (int j = 0; j < d; j++) out[at + j] += length * axes[k][i][j];
      }
    }
  }

  /** The mean of {@link #component} over the components given x. */
  void mean(double mean, double a, double b, double[] out, int at) {
    Arrays.fill(out, at, at + d, 0);
    for (int k = 0; k < components; k++) {
      component(k, mean, a, b, part, 0);
      for (int i = 0; i < d; i++) out[at + i] += weights[k] * part[i];
    }
  }

  void velocity(Interpolant path, double t, double[] out, int at) {
    double alphaDot = path.alphaDot().applyAsDouble(t);
    double betaDot = path.betaDot().applyAsDouble(t);
    mean(betaDot, beta * betaDot, alpha * alphaDot, out, at);
  }

  void score(double[] out, int at) {
    mean(0, 0, -1, out, at);
  }

  /** ∇·u = Σ r_k (tr(½ S′ S⁻¹) + (c_k − u)·(g_k − s)), c_k and g_k the means and scores given k. */
  double divergence(Interpolant path, double t) {
    double betaDot = path.betaDot().applyAsDouble(t);
    double a = beta * betaDot;
    double b = alpha * path.alphaDot().applyAsDouble(t);
    double[] u = new double[d];
    double[] score = new double[d];
    double[] c = new double[d];
    double[] g = new double[d];
    mean(betaDot, a, b, u, 0);
    score(score, 0);
    double divergence = 0;
    for (int k = 0; k < components; k++) {
      component(k, betaDot, a, b, c, 0);
      component(k, 0, 0, -1, g, 0);
      double sum = 0;
      for (int i = 0; i < d; i++) {
        sum += (a * variances[k][i] + b) / s[k][i] + (c[i] - u[i]) * (g[i] - score[i]);
      }
      divergence += weights[k] * sum;
    }
    return divergence;
  }

  /**
   * tr Cov(α′X₀ + β′X₁ | X_t = x): what no field can know of the velocity. Given k it is (αβ′ −
   * α′β)² λ / S along an axis; between components it is the spread of their means.
   */
  double unexplained(double alphaDot, double betaDot) {
    double a = beta * betaDot;
    double b = alpha * alphaDot;
    double turn = alpha * betaDot - alphaDot * beta;
    double[] u = new double[d];
    double[] c = new double[d];
    mean(betaDot, a, b, u, 0);
    double trace = 0;
    for (int k = 0; k < components; k++) {
      component(k, betaDot, a, b, c, 0);
      double sum = 0;
      for (int i = 0; i < d; i++) {
        sum += turn * turn * variances[k][i] / s[k][i] + (c[i] - u[i]) * (c[i] - u[i]);
      }
      trace += weights[k] * sum;
    }
    return trace;
  }

  /** Variance of Y along the i-th axis given k: (α + β)² λ / S. */
  double varianceOfY(int k, int i) {
    return (alpha + beta) * (alpha + beta) * variances[k][i] / s[k][i];
  }

  /** {@code out} ← the mean of Y given k. */
  void meanOfY(int k, double[] out, int at) {
    component(k, 1, beta, -alpha, out, at);
  }

  /** One draw of Y given x. */
  void drawY(RandomGenerator random, double[] out, int at) {
    double u = random.nextDouble();
    int k = 0;
    while (k < components - 1 && u >= weights[k]) u -= weights[k++];
    meanOfY(k, out, at);
    for (int i = 0; i < d; i++) {
      double length = Math.sqrt(varianceOfY(k, i)) * random.nextGaussian();
      if (axes[k] == null) {
        out[at + i] += length;
      } else {
        for (int j = 0; j < d; j++) out[at + j] += length * axes[k][i][j];
      }
    }
  }

  /** The workspace of the mixture that Y is, given x. */
  MixturePosterior ofY() {
    double[] log = new double[components];
    double[][] meansOfY = new double[components][d];
    double[][] variancesOfY = new double[components][d];
    for (int k = 0; k < components; k++) {
      log[k] = Math.log(weights[k]);
      meanOfY(k, meansOfY[k], 0);
      for (int i = 0; i < d; i++) variancesOfY[k][i] = varianceOfY(k, i);
    }
    return new MixturePosterior(log, meansOfY, variancesOfY, axes);
  }
}
