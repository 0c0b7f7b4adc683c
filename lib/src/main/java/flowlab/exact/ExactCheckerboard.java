package flowlab.exact;

import flowlab.VectorField;
import flowlab.data.Checkerboard;
import flowlab.nd.Shapes;
import flowlab.nd.Workers;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The marginal density and velocity from N(0, I) to a checkerboard along the straight path X_t = (1
 * − t) X₀ + t X₁.
 *
 * <p>Each filled cell [l, h] × [l′, h′] is a product of two uniform intervals, so given the cell
 * the coordinates are independent. With μ = x/t, τ = (1 − t)/t, a = (l − μ)/τ and b = (h − μ)/τ,
 *
 * <pre>
 * p_t(x) = (1/area) Σ_cells Π_c t⁻¹ (Φ(b_c) − Φ(a_c))
 * E[X₁,c | x, cell] = μ + τ (φ(a_c) − φ(b_c)) / (Φ(b_c) − Φ(a_c))       (a truncated normal)
 * u(x, t) = (E[X₁ | x] − x) / (1 − t)
 * </pre>
 *
 * Differences of Φ are taken as logarithms of scaled complementary error functions, so cells far
 * from x count for what they are instead of 0/0.
 *
 * <p>At t = 1 the field is the limit from below inside a filled cell, X₁ = x, and u = x − E[X₀] =
 * x; at t = 0 it is E[X₁] − x.
 *
 * @param board X₁
 */
public record ExactCheckerboard(Checkerboard board) implements VectorField {
  @Override
  public INDArray at(INDArray x, INDArray t) {
    Shapes.requireBatch("x", x, 2);
    int n = x.rows();
    double[] rows = Shapes.toRows(x);
    double[] times = Shapes.toRows(Shapes.requireTimes(t, n));
    double[] u = new double[2 * n];
    Workers.rows(
        n,
        (from, to) -> {
          Posterior posterior = new Posterior(board);
          for (int i = from; i < to; i++) {
            velocity(posterior, rows, 2 * i, times[i], u);
          }
        });
    return Shapes.fromRows(u, n, 2);
  }

  @Override
  public void into(double[] x, int n, double t, double[] velocity) {
    Workers.rows(
        n,
        (from, to) -> {
          Posterior posterior = new Posterior(board);
          for (int i = from; i < to; i++) {
            velocity(posterior, x, 2 * i, t, velocity);
          }
        });
  }

  /** log p_t(x), row by row; at t = 1 that of the checkerboard itself. */
  public double[] logDensity(INDArray x, double t) {
    Shapes.requireBatch("x", x, 2);
    Shapes.requireTime(t);
    double[] rows = Shapes.toRows(x);
    double[] log = new double[rows.length / 2];
    Posterior posterior = new Posterior(board);
    for (int i = 0; i < log.length; i++) {
      if (t == 1) {
        log[i] = board.logDensity(rows[2 * i], rows[2 * i + 1]);
      } else if (t == 0) {
        double squares = rows[2 * i] * rows[2 * i] + rows[2 * i + 1] * rows[2 * i + 1];
        log[i] = -0.5 * squares - Math.log(2 * Math.PI);
      } else {
        posterior.given(rows[2 * i], rows[2 * i + 1], t);
        log[i] = posterior.logDensity;
      }
    }
    return log;
  }

  /** E[X₁ | X_t = x], [n, 2]; at t = 1 it is x. */
  public INDArray meanData(INDArray x, double t) {
    return rows(x, t, (mean, point) -> mean, point -> point);
  }

  /** ∇ log p_t(x), [n, 2]; at t = 1 it is 0, which is right inside the cells. */
  public INDArray score(INDArray x, double t) {
    return rows(x, t, (mean, point) -> StraightPath.score(mean, point, t), point -> 0);
  }

  /** ∇·u(x, t), row by row; at t = 1 it is 2, which is right inside the cells. */
  public double[] divergence(INDArray x, double t) {
    double[] rows = points(x, t);
    double[] divergence = new double[rows.length / 2];
    Posterior posterior = new Posterior(board);
    for (int i = 0; i < divergence.length; i++) {
      if (t == 0 || t == 1) { // u is −x, and x
        divergence[i] = t == 0 ? -2 : 2;
      } else {
        posterior.given(rows[2 * i], rows[2 * i + 1], t);
        double trace = posterior.trace(rows[2 * i], rows[2 * i + 1], t);
        divergence[i] = StraightPath.divergence(trace, 2, t);
      }
    }
    return divergence;
  }

  private INDArray rows(
      INDArray x, double t, DoubleBinaryOperator ofMean, DoubleUnaryOperator atTheEnd) {
    double[] rows = points(x, t);
    Posterior posterior = new Posterior(board);
    for (int i = 0; i < rows.length; i += 2) {
      if (t == 1) {
        rows[i] = atTheEnd.applyAsDouble(rows[i]);
        rows[i + 1] = atTheEnd.applyAsDouble(rows[i + 1]);
      } else {
        if (t > 0) {
          posterior.given(rows[i], rows[i + 1], t);
        }
        rows[i] = ofMean.applyAsDouble(t > 0 ? posterior.meanX : 0, rows[i]);
        rows[i + 1] = ofMean.applyAsDouble(t > 0 ? posterior.meanY : 0, rows[i + 1]);
      }
    }
    return Shapes.fromRows(rows, rows.length / 2, 2);
  }

  private static double[] points(INDArray x, double t) {
    Shapes.requireTime(t);
    return Shapes.toRows(Shapes.requireBatch("x", x, 2));
  }

  private static void velocity(Posterior posterior, double[] x, int at, double t, double[] u) {
    if (t == 0) { // X_t is the noise alone and says nothing of X₁, whose mean is 0
      u[at] = -x[at];
      u[at + 1] = -x[at + 1];
    } else if (t == 1) { // X_t is the data alone and says nothing of X₀, whose mean is 0
      u[at] = x[at];
      u[at + 1] = x[at + 1];
    } else {
      posterior.given(x[at], x[at + 1], t);
      u[at] = (posterior.meanX - x[at]) / (1 - t);
      u[at + 1] = (posterior.meanY - x[at + 1]) / (1 - t);
    }
  }

  /**
   * X₁ given X_t = x. Cells share their columns and rows, so the intervals' masses and means are
   * computed once for each column and row and combined; neighbours share an edge.
   */
  private static final class Posterior {
    private final Checkerboard board;
    private final double[] logMassX;
    private final double[] logMassY;
    private final double[] meansX;
    private final double[] meansY;
    private TruncatedNormal.Edge edge = new TruncatedNormal.Edge();
    private TruncatedNormal.Edge other = new TruncatedNormal.Edge();
    double logDensity;
    double meanX;
    double meanY;

    Posterior(Checkerboard board) {
      this.board = board;
      logMassX = new double[board.cells()];
      logMassY = new double[board.cells()];
      meansX = new double[board.cells()];
      meansY = new double[board.cells()];
    }

    void given(double x, double y, double t) {
      intervals(x, t, logMassX, meansX);
      intervals(y, t, logMassY, meansY);
      double largest = Double.NEGATIVE_INFINITY;
      for (int row = 0; row < board.cells(); row++) {
        for (int column = 1 - row % 2; column < board.cells(); column += 2) {
          largest = Math.max(largest, logMassX[column] + logMassY[row]);
        }
      }
      double sum = 0;
      double sumX = 0;
      double sumY = 0;
      for (int row = 0; row < board.cells(); row++) {
        for (int column = 1 - row % 2; column < board.cells(); column += 2) {
          double weight = Math.exp(logMassX[column] + logMassY[row] - largest);
          sum += weight;
          sumX += weight * meansX[column];
          sumY += weight * meansY[row];
        }
      }
      meanX = sumX / sum;
      meanY = sumY / sum;
      double area = board.filled() * board.side() * board.side();
      logDensity = largest + Math.log(sum) - Math.log(area) - 2 * Math.log(t);
    }

    /** tr Cov(X₁ | x), after {@link #given}: within the cells and between them. */
    double trace(double x, double y, double t) {
      double[] variancesX = variances(x, t);
      double[] variancesY = variances(y, t);
      double area = board.filled() * board.side() * board.side();
      double logSum = logDensity + Math.log(area) + 2 * Math.log(t);
      double trace = 0;
      for (int row = 0; row < board.cells(); row++) {
        for (int column = 1 - row % 2; column < board.cells(); column += 2) {
          double weight = Math.exp(logMassX[column] + logMassY[row] - logSum);
          double gapX = meansX[column] - meanX;
          double gapY = meansY[row] - meanY;
          trace += weight * (variancesX[column] + variancesY[row] + gapX * gapX + gapY * gapY);
        }
      }
      return trace;
    }

    private double[] variances(double x, double t) {
      double mu = x / t;
      double tau = (1 - t) / t;
      double[] variances = new double[board.cells()];
      for (int i = 0; i < variances.length; i++) {
        double low = (-board.scale() + i * board.side() - mu) / tau;
        double high = (-board.scale() + (i + 1) * board.side() - mu) / tau;
        variances[i] = tau * tau * TruncatedNormal.variance(low, high);
      }
      return variances;
    }

    /** log(Φ(b) − Φ(a)) and the mean of the truncated normal, for each interval of one axis. */
    private void intervals(double x, double t, double[] logMass, double[] means) {
      double mu = x / t;
      double tau = (1 - t) / t;
      edge.at((-board.scale() - mu) / tau);
      for (int i = 0; i < logMass.length; i++) {
        TruncatedNormal.Edge low = edge;
        edge = other;
        other = low;
        edge.at((-board.scale() + (i + 1) * board.side() - mu) / tau);
        logMass[i] = TruncatedNormal.logMass(low, edge);
        means[i] = mu + tau * TruncatedNormal.mean(low, edge);
      }
    }
  }
}
