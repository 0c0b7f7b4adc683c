package flowlab.exact;

import flowlab.data.Checkerboard;

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
public record ExactCheckerboard(Checkerboard board) implements StraightPath {
  @Override
  public int dimension() {
    return 2;
  }

  @Override
  public StraightPath.Posterior posterior() {
    return new Posterior(board);
  }

  /**
   * X₁ given X_t = x. Cells share their columns and rows, so the intervals' masses and means are
   * computed once for each column and row and combined; neighbours share an edge.
   */
  private static final class Posterior extends StraightPath.Posterior {
    private final Checkerboard board;
    private final double[] logMassX;
    private final double[] logMassY;
    private final double[] meansX;
    private final double[] meansY;
    private TruncatedNormal.Edge edge = new TruncatedNormal.Edge();
    private TruncatedNormal.Edge other = new TruncatedNormal.Edge();

    Posterior(Checkerboard board) {
      super(2);
      this.board = board;
      logMassX = new double[board.cells()];
      logMassY = new double[board.cells()];
      meansX = new double[board.cells()];
      meansY = new double[board.cells()];
    }

    @Override
    void given(double[] x, int at, double t) {
      if (t == 0) { // X_t is the noise alone and says nothing of X₁, whose mean is 0
        mean[0] = 0;
        mean[1] = 0;
        double squares = x[at] * x[at] + x[at + 1] * x[at + 1];
        logDensity = -0.5 * squares - Math.log(2 * Math.PI);
        return;
      }
      intervals(x[at], t, logMassX, meansX);
      intervals(x[at + 1], t, logMassY, meansY);
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
      mean[0] = sumX / sum;
      mean[1] = sumY / sum;
      double area = board.filled() * board.side() * board.side();
      logDensity = largest + Math.log(sum) - Math.log(area) - 2 * Math.log(t);
    }

    @Override
    double logDensityOfData(double[] x, int at) {
      return board.logDensity(x[at], x[at + 1]);
    }

    @Override
    void scoreOfData(double[] x, int at, double[] out) {
      out[at] = 0;
      out[at + 1] = 0;
    }

    /** Within the cells and between them. */
    @Override
    double trace(double[] x, int at, double t) {
      double[] variancesX = variances(x[at], t);
      double[] variancesY = variances(x[at + 1], t);
      double area = board.filled() * board.side() * board.side();
      double logSum = logDensity + Math.log(area) + 2 * Math.log(t);
      double trace = 0;
      for (int row = 0; row < board.cells(); row++) {
        for (int column = 1 - row % 2; column < board.cells(); column += 2) {
          double weight = Math.exp(logMassX[column] + logMassY[row] - logSum);
          double gapX = meansX[column] - mean[0];
          double gapY = meansY[row] - mean[1];
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
