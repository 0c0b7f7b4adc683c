package flowlab.exact;

import flowlab.Interpolant;
import flowlab.VectorField;
import flowlab.data.Covariance;
import flowlab.data.GaussianMixture;
import flowlab.nd.Shapes;
import flowlab.nd.Workers;
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
 * 1 are as good as any other time. As a {@link VectorField} it is u. Safe to share between threads.
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
    each(
        rows,
        n,
        i -> times[i],
        (posterior, i, time) -> posterior.velocity(interpolant, time, u, i * d));
    return Shapes.fromRows(u, n, d);
  }

  @Override
  public void into(double[] x, int n, double t, double[] velocity) {
    int d = mixture.dimension();
    each(
        x,
        n,
        i -> t,
        (posterior, i, time) -> posterior.velocity(interpolant, time, velocity, i * d));
  }

  /** log p_t(x), row by row of x, [n, d]. */
  public double[] logDensity(INDArray x, double t) {
    return numbers(x, t, (posterior, time) -> posterior.logDensity);
  }

  /** ∇ log p_t(x), [n, d]. */
  public INDArray score(INDArray x, double t) {
    return rows(x, t, (posterior, time, out, at) -> posterior.score(out, at));
  }

  /** ∇·u(x, t), row by row. */
  public double[] divergence(INDArray x, double t) {
    return numbers(x, t, (posterior, time) -> posterior.divergence(interpolant, time));
  }

  /** E[X₁ | X_t = x], [n, d]: the data prediction, or denoiser. */
  public INDArray meanData(INDArray x, double t) {
    return rows(x, t, (posterior, time, out, at) -> posterior.mean(1, posterior.beta, 0, out, at));
  }

  /** E[X₀ | X_t = x], [n, d]: the noise prediction. */
  public INDArray meanNoise(INDArray x, double t) {
    return rows(x, t, (posterior, time, out, at) -> posterior.mean(0, 0, posterior.alpha, out, at));
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
    MixturePosterior posterior = given(x, Shapes.requireTime(t));
    double[][] means = new double[posterior.components][posterior.d];
    List<Covariance> covariances = new ArrayList<>();
    for (int k = 0; k < posterior.components; k++) {
      posterior.meanOfY(k, means[k], 0);
      double[] variances = new double[posterior.d];
      for (int i = 0; i < variances.length; i++) {
        variances[i] = posterior.varianceOfY(k, i);
      }
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

  private MixturePosterior given(double[] x, double t) {
    MixturePosterior posterior = new MixturePosterior(mixture);
    posterior.given(
        x, 0, interpolant.alpha().applyAsDouble(t), interpolant.beta().applyAsDouble(t));
    return posterior;
  }

  private interface Times {
    double of(int row);
  }

  private interface Row {
    void take(MixturePosterior posterior, int row, double t);
  }

  private interface FillRow {
    void write(MixturePosterior posterior, double t, double[] out, int at);
  }

  private interface RowNumber {
    double of(MixturePosterior posterior, double t);
  }

  private void each(double[] x, int n, Times times, Row row) {
    int d = mixture.dimension();
    Workers.rows(
        n,
        (from, to) -> {
          MixturePosterior posterior = new MixturePosterior(mixture);
          for (int i = from; i < to; i++) {
            double t = times.of(i);
            posterior.given(
                x,
                i * d,
                interpolant.alpha().applyAsDouble(t),
                interpolant.beta().applyAsDouble(t));
            row.take(posterior, i, t);
          }
        });
  }

  private INDArray rows(INDArray x, double t, FillRow vector) {
    int d = mixture.dimension();
    double[] in = Shapes.toRows(Shapes.requireBatch("x", x, d));
    Shapes.requireTime(t);
    double[] out = new double[in.length];
    each(
        in,
        in.length / d,
        i -> t,
        (posterior, i, time) -> vector.write(posterior, time, out, i * d));
    return Shapes.fromRows(out, in.length / d, d);
  }

  private double[] numbers(INDArray x, double t, RowNumber number) {
    int d = mixture.dimension();
    double[] in = Shapes.toRows(Shapes.requireBatch("x", x, d));
    Shapes.requireTime(t);
    double[] out = new double[in.length / d];
    each(in, out.length, i -> t, (posterior, i, time) -> out[i] = number.of(posterior, time));
    return out;
  }
}
