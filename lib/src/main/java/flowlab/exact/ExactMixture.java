package flowlab.exact;

import flowlab.Interpolant;
import flowlab.data.Covariance;
import flowlab.data.GaussianMixture;
import flowlab.nd.Shapes;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * All that is known in closed form of the flow from N(0, I) to a mixture Σ w_k N(m_k, C_k) along
 * X_t = α X₀ + β X₁:
 *
 * <pre>
 * p_t = Σ w_k N(β m_k, S_k),   S_k = β² C_k + α² I
 * u(x, t) = E[α′ X₀ + β′ X₁ | X_t = x]
 *         = Σ r_k(x) ( β′ m_k + (ββ′ C_k + αα′ I) S_k⁻¹ (x − β m_k) )
 * ∇ log p_t = − Σ r_k(x) S_k⁻¹ (x − β m_k)
 * ∇·u = Σ r_k ( tr ½S_k′S_k⁻¹ + (c_k − u)·(g_k − ∇ log p_t) )
 * E[X₁ | x] = Σ r_k ( m_k + β C_k S_k⁻¹ (x − β m_k) ),   E[X₀ | x] = −α ∇ log p_t
 * </pre>
 *
 * with r_k(x) the weights given x, from log-sum-exp, so that it holds far from the data, and c_k
 * and g_k the velocity and the score of one component. Nothing is divided by α or β: t = 0 and t =
 * 1 are as good as any other time.
 *
 * @param mixture X₁
 * @param interpolant α and β
 */
public record ExactMixture(GaussianMixture mixture, Interpolant interpolant) implements ExactField {
  @Override
  public int dimension() {
    return mixture.dimension();
  }

  @Override
  public INDArray at(INDArray x, INDArray t) {
    return rows().vectors(x, t, this::velocity);
  }

  @Override
  public void into(double[] x, int n, double t, double[] velocity) {
    rows().into(x, n, t, velocity, this::velocity);
  }

  private void velocity(MixturePosterior posterior, double[] x, int at, double t, double[] u) {
    given(posterior, x, at, t).velocity(interpolant, t, u, at);
  }

  @Override
  public double[] logDensity(INDArray x, double t) {
    return rows().numbers(x, t, (p, row, at, time) -> given(p, row, at, time).logDensity);
  }

  @Override
  public INDArray score(INDArray x, double t) {
    return rows().vectors(x, t, (p, row, at, time, out) -> given(p, row, at, time).score(out, at));
  }

  @Override
  public double[] divergence(INDArray x, double t) {
    return rows()
        .numbers(x, t, (p, row, at, time) -> given(p, row, at, time).divergence(interpolant, time));
  }

  @Override
  public INDArray meanData(INDArray x, double t) {
    return rows()
        .vectors(
            x, t, (p, row, at, time, out) -> given(p, row, at, time).mean(1, p.beta, 0, out, at));
  }

  @Override
  public INDArray meanNoise(INDArray x, double t) {
    return rows()
        .vectors(
            x, t, (p, row, at, time, out) -> given(p, row, at, time).mean(0, 0, p.alpha, out, at));
  }

  private RowWise<MixturePosterior> rows() {
    return new RowWise<>(mixture.dimension(), () -> new MixturePosterior(mixture));
  }

  /**
   * The law of Y = X₁ − X₀ given X_t = x, again a mixture:
   *
   * <pre>
   * Σ r_k(x) N( m_k + (β C_k − α I) S_k⁻¹ (x − β m_k),  (α + β)² C_k S_k⁻¹ )
   * </pre>
   *
   * On the straight path its mean is u(x, t).
   *
   * @param x one point, d numbers
   */
  public GaussianMixture posteriorOfY(double[] x, double t) {
    requirePoint(x);
    MixturePosterior posterior = given(new MixturePosterior(mixture), x, 0, Shapes.requireTime(t));
    double[][] means = new double[posterior.components][posterior.d];
    List<Covariance> covariances = new ArrayList<>();
    for (int k = 0; k < posterior.components; k++) {
      posterior.meanOfY(k, means[k], 0);
      double[] variances = new double[posterior.d];
      for (int i = 0; i < variances.length; i++) variances[i] = posterior.varianceOfY(k, i);
      covariances.add(Covariance.alongAxes(variances, mixture.covariances().get(k).axes()));
    }
    return new GaussianMixture(posterior.weights, means, covariances);
  }

  private void requirePoint(double[] x) {
    if (x.length != mixture.dimension()) {
      throw new IllegalArgumentException(
          "expected one point of %d numbers, got %d".formatted(mixture.dimension(), x.length));
    }
  }

  private MixturePosterior given(MixturePosterior posterior, double[] x, int at, double t) {
    posterior.given(
        x, at, interpolant.alpha().applyAsDouble(t), interpolant.beta().applyAsDouble(t));
    return posterior;
  }
}
