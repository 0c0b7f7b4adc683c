package flowlab;

import flowlab.nd.Stop;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Entropic optimal transport between n and n equal masses, in the log domain: π_ij = exp((f_i + g_j
 * − c_ij)/ε)/n², where g makes the columns sum to 1/n and f the rows (Cuturi, 2013; Peyré and
 * Cuturi, Computational Optimal Transport, §4.4).
 *
 * <p>Setting f and g in turn converges slowly where ε is small. So that is done only while ε falls
 * to its value; then Newton's method finds the f whose rows are right once g has made the columns
 * so: with D = diag(row sums) the step δ solves (D − n π πᵀ) δ = ε (1/n − row sums), by conjugate
 * gradients (Brauer, Clason, Lorenz and Wirth, 2017).
 */
final class Sinkhorn {
  private static final double TOLERANCE = 1e-10; // of the total mass that is in the wrong row
  private static final int ROUNDS = 10; // of setting f and g in turn, at one ε
  private static final int MOST_STEPS = 500; // of Newton
  private static final int HALVINGS = 12; // of a step that overshoots

  private final double[] cost;
  private final int n;
  private final double[] f;
  private final double[] g;
  private final double[] plan;
  private final double[] rows; // sums
  private double epsilon;

  private Sinkhorn(double[] cost, int n) {
    this.cost = cost;
    this.n = n;
    f = new double[n];
    g = new double[n];
    rows = new double[n];
    plan = new double[n * n];
  }

  /**
   * @param cost n × n, row by row, finite
   * @throws ArithmeticException if no plan with the right sums is found: ε is too small beside the
   *     costs
   */
  static Sinkhorn solve(double[] cost, int n, double epsilon) {
    Sinkhorn sinkhorn = new Sinkhorn(Assignment.requireFinite(cost, n), n);
    sinkhorn.solve(epsilon);
    return sinkhorn;
  }

  private void solve(double last) {
    double largest = Arrays.stream(cost).max().orElseThrow();
    for (epsilon = Math.max(last, largest); ; epsilon = Math.max(last, 0.5 * epsilon)) {
      alternate();
      if (epsilon == last) break;
    }
    double amiss = fill();
    for (int step = 0; !(amiss <= TOLERANCE); step++) {
      double before = amiss;
      amiss = newton(amiss);
      if (!(amiss < before)) {
        alternate();
        amiss = fill();
      }
      if (step == MOST_STEPS) {
        throw new ArithmeticException(
            "no transport plan at epsilon = %s: %.1e of the mass is still in the wrong row after %d steps, costs reach %.3g; take a larger epsilon, or Coupling.optimalTransport(), which is the limit"
                .formatted(last, amiss, MOST_STEPS, largest));
      }
    }
  }

  private void alternate() {
    for (int round = 0; round < ROUNDS; round++) {
      Stop.check("stopped while balancing a transport plan");
      for (int i = 0; i < n; i++) f[i] = potential(i);
      balanceColumns();
    }
  }

  /** −ε log( (1/n) Σ_j exp((g_j − c_ij)/ε) ): the f_i that makes row i sum to 1/n. */
  private double potential(int i) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < n; j++) largest = Math.max(largest, g[j] - cost[i * n + j]);
    double sum = 0;
    for (int j = 0; j < n; j++) sum += Math.exp((g[j] - cost[i * n + j] - largest) / epsilon);
    return -largest - epsilon * Math.log(sum / n);
  }

  /** The same for the columns and g; row by row, as the costs lie. */
  private void balanceColumns() {
    double[] largest = new double[n];
    double[] sum = new double[n];
    Arrays.fill(largest, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) largest[j] = Math.max(largest[j], f[i] - cost[i * n + j]);
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        sum[j] += Math.exp((f[i] - cost[i * n + j] - largest[j]) / epsilon);
      }
    }
    for (int j = 0; j < n; j++) g[j] = -largest[j] - epsilon * Math.log(sum[j] / n);
  }

  /** Writes π and its row sums; returns how much mass is in the wrong row. */
  private double fill() {
    double amiss = 0;
    for (int i = 0; i < n; i++) {
      rows[i] = 0;
      for (int j = 0; j < n; j++) {
        double mass = Math.exp((f[i] + g[j] - cost[i * n + j]) / epsilon) / ((double) n * n);
        plan[i * n + j] = mass;
        rows[i] += mass;
      }
      amiss += Math.abs(rows[i] - 1.0 / n);
    }
    return amiss;
  }

  /** One step, halved until less mass is amiss; returns how much, or as much as before. */
  private double newton(double before) {
    Stop.check("stopped while balancing a transport plan");
    double[] step = direction(Math.min(0.1, before));
    double[] start = f.clone();
    double[] columns = g.clone();
    double length = 1;
    for (int halving = 0; halving < HALVINGS; halving++, length *= 0.5) {
      for (int i = 0; i < n; i++) f[i] = start[i] + length * step[i];
      balanceColumns();
      double amiss = fill();
      if (amiss < before) return amiss;
    }
    System.arraycopy(start, 0, f, 0, n);
    System.arraycopy(columns, 0, g, 0, n);
    return before;
  }

  /**
   * Solves (D − n π πᵀ) δ = ε (1/n − row sums) by conjugate gradients, scaled by D, to an accuracy.
   */
  private double[] direction(double accuracy) {
    double[] x = new double[n];
    double[] residual = new double[n];
    double[] along = new double[n];
    double[] image = new double[n];
    double first = 0;
    for (int i = 0; i < n; i++) {
      residual[i] = epsilon * (1.0 / n - rows[i]);
      along[i] = residual[i] / rows[i];
      first += residual[i] * along[i];
    }
    double squares = first;
    for (int k = 0; k < 4 * n && squares > accuracy * accuracy * first; k++) {
      apply(along, image);
      double curvature = dot(along, image);
      if (!(curvature > 0)) { // rounding: nothing more to gain along constants
        break;
      }
      double length = squares / curvature;
      double next = 0;
      for (int i = 0; i < n; i++) {
        x[i] += length * along[i];
        residual[i] -= length * image[i];
        next += residual[i] * residual[i] / rows[i];
      }
      for (int i = 0; i < n; i++) along[i] = residual[i] / rows[i] + next / squares * along[i];
      squares = next;
    }
    return x;
  }

  /** out = D v − n π (πᵀ v). */
  private void apply(double[] v, double[] out) {
    double[] columns = new double[n];
    for (int i = 0; i < n; i++) {
      double factor = n * v[i];
      for (int j = 0; j < n; j++) columns[j] += factor * plan[i * n + j];
    }
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++) sum += plan[i * n + j] * columns[j];
      out[i] = rows[i] * v[i] - sum;
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
    return sum;
  }

  /** π, n × n; columns sum to 1/n to rounding, and all but 1e-10 of the mass is in its row. */
  double[] plan() {
    return plan.clone();
  }

  /** For each row a column, drawn from its row of π. */
  int[] draw(RandomGenerator random) {
    int[] columns = new int[n];
    for (int i = 0; i < n; i++) {
      double u = random.nextDouble() * rows[i];
      int j = 0;
      while (j < n - 1 && u >= plan[i * n + j]) u -= plan[i * n + j++];
      columns[i] = j;
    }
    return columns;
  }
}
