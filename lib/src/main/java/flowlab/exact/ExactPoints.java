package flowlab.exact;

import flowlab.Interpolant;
import flowlab.data.Points;
import flowlab.nd.Shapes;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The marginal velocity from N(0, I) to a finite data set {y_k} along X_t = α X₀ + β X₁: what a
 * network with no limits would learn, a flow that memorises (closed-form flow matching, Bertrand et
 * al., 2025, arXiv 2506.03719).
 *
 * <pre>
 * r_k(x)     = softmax_k( −|x − β y_k|² / 2α² )
 * E[X₁ | x]  = Σ r_k y_k,    E[X₀ | x] = (x − β E[X₁ | x]) / α
 * u(x, t)    = α′ E[X₀ | x] + β′ E[X₁ | x]
 * </pre>
 *
 * Where α = 0 all mass sits on the points: there E[X₁ | x] is the nearest one and E[X₀ | x] its
 * mean 0. Cost: one pass over the data a row.
 *
 * @param points X₁, each point with probability 1/n
 * @param interpolant α and β
 */
public record ExactPoints(Points points, Interpolant interpolant) implements ExactField {
  @Override
  public int dimension() {
    return points.dimension();
  }

  @Override
  public INDArray at(INDArray x, INDArray t) {
    return rows().vectors(x, t, this::velocity);
  }

  @Override
  public void into(double[] x, int n, double t, double[] velocity) {
    rows().into(x, n, t, velocity, this::velocity);
  }

  @Override
  public INDArray meanData(INDArray x, double t) {
    return rows()
        .vectors(
            x,
            t,
            (posterior, row, at, time, out) -> {
              posterior.given(interpolant, row, at, time);
              System.arraycopy(posterior.mean, 0, out, at, posterior.mean.length);
            });
  }

  @Override
  public INDArray meanNoise(INDArray x, double t) {
    return rows()
        .vectors(
            x,
            t,
            (posterior, row, at, time, out) -> {
              posterior.given(interpolant, row, at, time);
              posterior.noise(interpolant, row, at, time, out);
            });
  }

  /**
   * (β E[X₁ | x] − x)/α².
   *
   * @throws IllegalArgumentException where α = 0: a set of points has no density
   */
  @Override
  public INDArray score(INDArray x, double t) {
    double alpha = requireNoise(t);
    double beta = interpolant.beta().applyAsDouble(t);
    return meanData(x, t).muli(beta).subi(x).divi(alpha * alpha);
  }

  /**
   * It grows as −1/α² times what the points spread.
   *
   * @throws IllegalArgumentException where α = 0
   */
  @Override
  public double[] divergence(INDArray x, double t) {
    double alpha = requireNoise(t);
    double beta = interpolant.beta().applyAsDouble(t);
    double alphaDot = interpolant.alphaDot().applyAsDouble(t);
    double betaDot = interpolant.betaDot().applyAsDouble(t);
    int d = points.dimension();
    return rows()
        .numbers(
            x,
            t,
            (posterior, row, at, time) -> {
              posterior.given(interpolant, row, at, time);
              double slope = beta / (alpha * alpha) * posterior.trace(); // tr ∂E[X₁ | x]/∂x
              return alphaDot / alpha * (d - beta * slope) + betaDot * slope;
            });
  }

  /**
   * By log-sum-exp.
   *
   * @throws IllegalArgumentException where α = 0
   */
  @Override
  public double[] logDensity(INDArray x, double t) {
    requireNoise(t);
    return rows()
        .numbers(
            x,
            t,
            (posterior, row, at, time) -> {
              posterior.given(interpolant, row, at, time);
              return posterior.logDensity;
            });
  }

  private void velocity(Posterior posterior, double[] x, int at, double t, double[] u) {
    posterior.given(interpolant, x, at, t);
    posterior.noise(interpolant, x, at, t, u);
    double alphaDot = interpolant.alphaDot().applyAsDouble(t);
    double betaDot = interpolant.betaDot().applyAsDouble(t);
    for (int c = 0; c < posterior.mean.length; c++) {
      u[at + c] = alphaDot * u[at + c] + betaDot * posterior.mean[c];
    }
  }

  private RowWise<Posterior> rows() {
    return new RowWise<>(points.dimension(), () -> new Posterior(points));
  }

  private double requireNoise(double t) {
    double alpha = interpolant.alpha().applyAsDouble(Shapes.requireTime(t));
    if (alpha < 1e-12) {
      throw new IllegalArgumentException(
          "expected a time with noise left, got %s, where the law is a set of points and has no density"
              .formatted(t));
    }
    return alpha;
  }

  /** X₁ given X_t = x: the workspace of one thread. */
  private static final class Posterior {
    private final Points points;
    private final int d;
    private final double[] squares; // first distances, then weights
    final double[] mean;
    double logDensity;

    Posterior(Points points) {
      this.points = points;
      d = points.dimension();
      squares = new double[points.size()];
      mean = new double[d];
    }

    void given(Interpolant path, double[] x, int at, double t) {
      double alpha = path.alpha().applyAsDouble(t);
      double beta = path.beta().applyAsDouble(t);
      double least = Double.POSITIVE_INFINITY;
      for (int k = 0; k < squares.length; k++) {
        squares[k] = 0;
        for (int c = 0; c < d; c++) {
          double gap = x[at + c] - beta * points.get(k, c);
          squares[k] += gap * gap;
        }
        least = Math.min(least, squares[k]);
      }
      double sum = 0;
      Arrays.fill(mean, 0);
      for (int k = 0; k < squares.length; k++) {
        double more = squares[k] - least; // 0/0 would be NaN where α = 0
        double weight = more == 0 ? 1 : Math.exp(-0.5 * more / (alpha * alpha));
        sum += weight;
        squares[k] = weight; // done with the distance
        for (int c = 0; c < d; c++) mean[c] += weight * points.get(k, c);
      }
      for (int c = 0; c < d; c++) mean[c] /= sum;
      double variance = alpha * alpha;
      logDensity =
          Math.log(sum / squares.length)
              - 0.5 * (least / variance + d * Math.log(2 * Math.PI * variance));
    }

    /** tr Cov(X₁ | x), after {@link #given}. */
    double trace() {
      double sum = 0;
      double trace = 0;
      for (int k = 0; k < squares.length; k++) {
        sum += squares[k];
        for (int c = 0; c < d; c++) {
          double gap = points.get(k, c) - mean[c];
          trace += squares[k] * gap * gap;
        }
      }
      return trace / sum;
    }

    /** E[X₀ | x], after {@link #given}. */
    void noise(Interpolant path, double[] x, int at, double t, double[] out) {
      double alpha = path.alpha().applyAsDouble(t);
      double beta = path.beta().applyAsDouble(t);
      for (int c = 0; c < d; c++) {
        out[at + c] = alpha > 0 ? (x[at + c] - beta * mean[c]) / alpha : 0;
      }
    }
  }
}
