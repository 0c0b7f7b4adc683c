package flowlab.exact;

import flowlab.Interpolant;
import flowlab.Sampler;
import flowlab.VectorField;
import flowlab.data.GaussianMixture;
import flowlab.nd.Shapes;
import flowlab.nd.Stop;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The least mean squared error, per dimension, that any network can reach: what is left of the
 * label when (x, t) is known. A loss near it is not a failure to learn; loss − floor = E|v − u|²/d.
 *
 * @param value the floor
 * @param standardError of its estimate
 */
public record LossFloor(double value, double standardError) {
  /**
   * Of flow matching towards a mixture: E_t E tr Cov(α′X₀ + β′X₁ | X_t) / d, t uniform, where the
   * covariance is known and only (t, X_t) are drawn. For one N(m, σ²I) and the straight path it is
   * πσ/2.
   *
   * @param n draws, one in each of n equal parts of [0, 1]
   */
  public static LossFloor flowMatching(
      GaussianMixture data, Interpolant path, int n, RandomGenerator random) {
    int d = data.dimension();
    MixturePosterior posterior = new MixturePosterior(data);
    Sum sum = new Sum();
    double[] x = new double[d];
    for (int i = 0; i < Shapes.requirePositive("the number of draws", n); i++) {
      Stop.check("stopped while estimating a loss floor");
      double t = (i + random.nextDouble()) / n;
      double alpha = path.alpha().applyAsDouble(t);
      double beta = path.beta().applyAsDouble(t);
      drawAlong(data, alpha, beta, random, x);
      posterior.given(x, 0, alpha, beta);
      double alphaDot = path.alphaDot().applyAsDouble(t);
      sum.add(posterior.unexplained(alphaDot, path.betaDot().applyAsDouble(t)) / d);
    }
    return sum.floor();
  }

  /**
   * Of the inner problem of difference transition matching towards a mixture: E tr Cov(Y − ξ | Y_s,
   * X_t) / d with Y_s = (1 − s) ξ + s Y and t, s uniform. For one N(m, σ²I) it is (πσ/2) ∫ dt/s(t),
   * s(t)² = t²σ² + (1 − t)².
   */
  public static LossFloor transition(GaussianMixture data, int n, RandomGenerator random) {
    int d = data.dimension();
    MixturePosterior posterior = new MixturePosterior(data);
    Sum sum = new Sum();
    double[] x = new double[d];
    double[] y = new double[d];
    for (int i = 0; i < Shapes.requirePositive("the number of draws", n); i++) {
      Stop.check("stopped while estimating a loss floor");
      double t = (i + random.nextDouble()) / n;
      double s = random.nextDouble();
      drawAlong(data, 1 - t, t, random, x);
      posterior.given(x, 0, 1 - t, t);
      posterior.drawY(random, y, 0);
      for (int c = 0; c < d; c++) y[c] = (1 - s) * random.nextGaussian() + s * y[c];
      MixturePosterior inner = posterior.ofY();
      inner.given(y, 0, 1 - s, s);
      sum.add(inner.unexplained(-1, 1) / d);
    }
    return sum.floor();
  }

  /**
   * Of flow matching between any two laws whose marginal velocity is known: the loss of that field
   * itself, E|α′X₀ + β′X₁ − u(X_t, t)|² / d.
   */
  public static LossFloor of(
      VectorField exact,
      Interpolant path,
      Sampler source,
      Sampler data,
      int n,
      RandomGenerator random) {
    INDArray x0 = source.sample(n, random);
    INDArray x1 = data.sample(n, random);
    int d = x0.columns();
    double[] times = new double[n];
    for (int i = 0; i < n; i++) times[i] = (i + random.nextDouble()) / n;
    var sample = path.at(x0, x1, Shapes.fromRows(times, n, 1));
    double[] label = Shapes.toRows(sample.velocity());
    double[] u = Shapes.toRows(exact.at(sample.xt(), sample.t()));
    Sum sum = new Sum();
    for (int i = 0; i < n; i++) {
      double squares = 0;
      for (int c = i * d; c < (i + 1) * d; c++) squares += (label[c] - u[c]) * (label[c] - u[c]);
      sum.add(squares / d);
    }
    return sum.floor();
  }

  /** x = α X₀ + β X₁. */
  private static void drawAlong(
      GaussianMixture data, double alpha, double beta, RandomGenerator random, double[] x) {
    data.draw(random, x, 0);
    for (int c = 0; c < x.length; c++) x[c] = alpha * random.nextGaussian() + beta * x[c];
  }

  private static final class Sum {
    private int n;
    private double sum;
    private double squares;

    void add(double value) {
      n++;
      sum += value;
      squares += value * value;
    }

    LossFloor floor() {
      double mean = sum / n;
      double variance = Math.max(0, squares / n - mean * mean);
      return new LossFloor(mean, Math.sqrt(variance / n));
    }
  }
}
