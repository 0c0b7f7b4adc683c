package flowlab.exact;

import flowlab.Interpolant;
import flowlab.VectorField;
import flowlab.data.Points;
import flowlab.nd.Shapes;
import flowlab.nd.Workers;
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
public record ExactPoints(Points points, Interpolant interpolant) implements VectorField {
  @Override
  public INDArray at(INDArray x, INDArray t) {
    int d = points.dimension();
    Shapes.requireBatch("x", x, d);
    double[] rows = Shapes.toRows(x);
    double[] times = Shapes.toRows(Shapes.requireTimes(t, x.rows()));
    double[] u = new double[rows.length];
    Workers.rows(
        times.length,
        (from, to) -> {
          Posterior posterior = new Posterior(points);
          for (int i = from; i < to; i++) {
            posterior.velocity(interpolant, rows, i * d, times[i], u);
          }
        });
    return Shapes.fromRows(u, times.length, d);
  }

  @Override
  public void into(double[] x, int n, double t, double[] velocity) {
    int d = points.dimension();
    Workers.rows(
        n,
        (from, to) -> {
          Posterior posterior = new Posterior(points);
          for (int i = from; i < to; i++) {
            posterior.velocity(interpolant, x, i * d, t, velocity);
          }
        });
  }

  /** E[X₁ | X_t = x], [n, d]. */
  public INDArray meanData(INDArray x, double t) {
    int d = points.dimension();
    double[] rows = Shapes.toRows(Shapes.requireBatch("x", x, d));
    Shapes.requireTime(t);
    double[] mean = new double[rows.length];
    Posterior posterior = new Posterior(points);
    for (int i = 0; i < rows.length; i += d) {
      posterior.given(interpolant, rows, i, t);
      System.arraycopy(posterior.mean, 0, mean, i, d);
    }
    return Shapes.fromRows(mean, rows.length / d, d);
  }

  /** ∇ log p_t(x) = (β E[X₁ | x] − x)/α², [n, d], where α > 0. */
  public INDArray score(INDArray x, double t) {
    requireNoise(t);
    double alpha = interpolant.alpha().applyAsDouble(t);
    double beta = interpolant.beta().applyAsDouble(t);
    return meanData(x, t).muli(beta).subi(x).divi(alpha * alpha);
  }

  /** ∇·u(x, t), row by row, where α > 0: it grows as −1/α² times what the points spread. */
  public double[] divergence(INDArray x, double t) {
    int d = points.dimension();
    double[] rows = Shapes.toRows(Shapes.requireBatch("x", x, d));
    requireNoise(t);
    double alpha = interpolant.alpha().applyAsDouble(t);
    double beta = interpolant.beta().applyAsDouble(t);
    double alphaDot = interpolant.alphaDot().applyAsDouble(t);
    double betaDot = interpolant.betaDot().applyAsDouble(t);
    double[] divergence = new double[rows.length / d];
    Posterior posterior = new Posterior(points);
    for (int i = 0; i < divergence.length; i++) {
      posterior.given(interpolant, rows, i * d, t);
      double slope = beta / (alpha * alpha) * posterior.trace(); // tr ∂E[X₁ | x]/∂x
      divergence[i] = alphaDot / alpha * (d - beta * slope) + betaDot * slope;
    }
    return divergence;
  }

  private void requireNoise(double t) {
    if (interpolant.alpha().applyAsDouble(Shapes.requireTime(t)) < 1e-12) {
      throw new IllegalArgumentException(
          "expected a time with noise left, got %s, where the law is a set of points and has no density"
              .formatted(t));
    }
  }

  /** log p_t(x), row by row, where α > 0; at α = 0 there is no density. */
  public double[] logDensity(INDArray x, double t) {
    int d = points.dimension();
    double[] rows = Shapes.toRows(Shapes.requireBatch("x", x, d));
    requireNoise(t);
    double[] log = new double[rows.length / d];
    Posterior posterior = new Posterior(points);
    for (int i = 0; i < log.length; i++) {
      posterior.given(interpolant, rows, i * d, t);
      log[i] = posterior.logDensity;
    }
    return log;
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
        for (int c = 0; c < d; c++) {
          mean[c] += weight * points.get(k, c);
        }
      }
      for (int c = 0; c < d; c++) {
        mean[c] /= sum;
      }
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

    void velocity(Interpolant path, double[] x, int at, double t, double[] u) {
      given(path, x, at, t);
      double alpha = path.alpha().applyAsDouble(t);
      double beta = path.beta().applyAsDouble(t);
      double alphaDot = path.alphaDot().applyAsDouble(t);
      double betaDot = path.betaDot().applyAsDouble(t);
      for (int c = 0; c < d; c++) {
        double noise = alpha > 0 ? (x[at + c] - beta * mean[c]) / alpha : 0;
        u[at + c] = alphaDot * noise + betaDot * mean[c];
      }
    }
  }
}
