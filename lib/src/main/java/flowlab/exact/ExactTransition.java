package flowlab.exact;

import flowlab.Interpolant;
import flowlab.VectorField;
import flowlab.data.GaussianMixture;
import flowlab.nd.Shapes;
import flowlab.nd.Workers;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Difference transition matching (Shaul et al., 2025, arXiv 2506.23589) without a net: from N(0, I)
 * to a mixture along the straight path X_t = (1 − t) X₀ + t X₁, the law of Y = X₁ − X₀ given X_t is
 * known ({@link ExactMixture#posteriorOfY}), and so are a step and the inner flow.
 *
 * <p>(X_t, Y) drawn this way have their true joint law, hence X_{t+h} = X_t + h Y has the law
 * p_{t+h} for every h: one step from t = 0 to t = 1 is exact.
 *
 * @param mixture X₁
 */
public record ExactTransition(GaussianMixture mixture) {
  /**
   * One draw of Y = X₁ − X₀ for each row, given X_t = x.
   *
   * @param x points at time t, [n, d]
   * @return differences, [n, d]
   */
  public INDArray draw(INDArray x, double t, RandomGenerator random) {
    int d = mixture.dimension();
    double[] rows = rows(x, t);
    double[] y = new double[rows.length];
    MixturePosterior posterior = new MixturePosterior(mixture);
    for (int i = 0; i < rows.length; i += d) {
      posterior.given(rows, i, 1 - t, t);
      posterior.drawY(random, y, i);
    }
    return Shapes.fromRows(y, rows.length / d, d);
  }

  /** The law of Y given X_t = x, one point of d numbers. */
  public GaussianMixture posterior(double[] x, double t) {
    return new ExactMixture(mixture, Interpolant.linear()).posteriorOfY(x, t);
  }

  /**
   * The inner flow at X_t = x: the marginal velocity v(y, s) of Y_s = (1 − s) ξ + s Y from ξ ~ N(0,
   * I) at s = 0 to Y given X_t = x at s = 1, which is what DTM's network learns. Row i of y goes
   * with row i of x.
   *
   * <p>The field has a workspace for each row: use it in one thread at a time.
   *
   * @param x points at time t, [n, d]
   */
  public VectorField inner(INDArray x, double t) {
    int d = mixture.dimension();
    double[] rows = rows(x, t);
    MixturePosterior[] given = new MixturePosterior[rows.length / d];
    MixturePosterior posterior = new MixturePosterior(mixture);
    for (int i = 0; i < given.length; i++) {
      posterior.given(rows, i * d, 1 - t, t);
      given[i] = posterior.ofY();
    }
    return new Inner(given, d);
  }

  private double[] rows(INDArray x, double t) {
    Shapes.requireTime(t);
    return Shapes.toRows(Shapes.requireBatch("x", x, mixture.dimension()));
  }

  private record Inner(MixturePosterior[] given, int d) implements VectorField {
    @Override
    public INDArray at(INDArray y, INDArray s) {
      Shapes.requireBatch("y", y, d);
      requireRows(y.rows());
      double[] rows = Shapes.toRows(y);
      double[] times = Shapes.toRows(Shapes.requireTimes(s, given.length));
      double[] v = new double[rows.length];
      for (int i = 0; i < given.length; i++) velocity(i, rows, times[i], v);
      return Shapes.fromRows(v, given.length, d);
    }

    @Override
    public void into(double[] y, int n, double s, double[] velocity) {
      requireRows(n);
      Workers.rows(
          n,
          (from, to) -> {
            for (int i = from; i < to; i++) velocity(i, y, s, velocity);
          });
    }

    private void velocity(int i, double[] y, double s, double[] v) {
      given[i].given(y, i * d, 1 - s, s);
      given[i].mean(1, s, s - 1, v, i * d);
    }

    private void requireRows(int n) {
      if (n != given.length) {
        throw new IllegalArgumentException(
            "expected a row of y for each of the %d points that this inner flow belongs to, got %d"
                .formatted(given.length, n));
      }
    }
  }
}
