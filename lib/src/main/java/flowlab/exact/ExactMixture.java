package flowlab.exact;

import flowlab.Interpolant;
import flowlab.VectorField;
import flowlab.data.GaussianMixture;
import flowlab.nd.Shapes;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The marginal velocity from N(0, I) to a mixture Σ w_k N(m_k, σ_k² I) along X_t = α X₀ + β X₁.
 *
 * <pre>
 * p_t = Σ w_k N(β m_k, s_k² I),   s_k² = β² σ_k² + α²
 * u(x, t) = E[α′ X₀ + β′ X₁ | X_t = x]
 *         = Σ r_k(x) ( β′ m_k + (s_k s_k′ / s_k²)(x − β m_k) ),   s_k s_k′ = ββ′ σ_k² + αα′
 * </pre>
 *
 * with r_k(x) the posterior weights, from log-sum-exp, so that it holds far from the data.
 *
 * @param mixture X₁
 * @param interpolant α and β
 */
public record ExactMixture(GaussianMixture mixture, Interpolant interpolant)
    implements VectorField {
  @Override
  public INDArray at(INDArray x, INDArray t) {
    int d = mixture.dimension();
    Shapes.requireBatch("x", x, d);
    int n = x.rows();
    double[] rows = Shapes.toRows(x);
    double[] times = Shapes.toRows(Shapes.requireTimes(t, n));
    double[] u = new double[n * d];
    for (int i = 0; i < n; i++) {
      velocity(rows, i * d, times[i], u);
    }
    return Shapes.fromRows(u, n, d);
  }

  @Override
  public void into(double[] x, int n, double t, double[] velocity) {
    int d = mixture.dimension();
    for (int i = 0; i < n; i++) {
      velocity(x, i * d, t, velocity);
    }
  }

  private void velocity(double[] x, int at, double t, double[] u) {
    int d = mixture.dimension();
    double alpha = interpolant.alpha().applyAsDouble(t);
    double beta = interpolant.beta().applyAsDouble(t);
    double alphaDot = interpolant.alphaDot().applyAsDouble(t);
    double betaDot = interpolant.betaDot().applyAsDouble(t);
    double[] weights = posteriorWeights(x, at, alpha, beta);
    for (int i = 0; i < d; i++) {
      u[at + i] = 0;
    }
    for (int k = 0; k < weights.length; k++) {
      double variance = mixture.sigmas()[k] * mixture.sigmas()[k];
      double growth =
          (beta * betaDot * variance + alpha * alphaDot) / (beta * beta * variance + alpha * alpha);
      for (int i = 0; i < d; i++) {
        double mean = mixture.means()[k][i];
        u[at + i] += weights[k] * (betaDot * mean + growth * (x[at + i] - beta * mean));
      }
    }
  }

  /** r_k(x) ∝ w_k N(x; β m_k, s_k² I). */
  private double[] posteriorWeights(double[] x, int at, double alpha, double beta) {
    int d = mixture.dimension();
    double[] log = new double[mixture.components()];
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < log.length; k++) {
      double sigma = mixture.sigmas()[k];
      double variance = beta * beta * sigma * sigma + alpha * alpha;
      double squares = 0;
      for (int i = 0; i < d; i++) {
        double difference = x[at + i] - beta * mixture.means()[k][i];
        squares += difference * difference;
      }
      log[k] = Math.log(mixture.weights()[k]) - 0.5 * (squares / variance + d * Math.log(variance));
      largest = Math.max(largest, log[k]);
    }
    double sum = 0;
    for (int k = 0; k < log.length; k++) {
      log[k] = Math.exp(log[k] - largest);
      sum += log[k];
    }
    for (int k = 0; k < log.length; k++) {
      log[k] /= sum;
    }
    return log;
  }
}
