package flowlab;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.random.RandomGenerator;

/**
 * Entropic optimal transport between n and n equal masses, in the log domain: π_ij = exp((f_i + g_j
 * − c_ij)/ε)/n², with f and g set in turn so that rows and columns sum to 1/n (Cuturi, 2013; Peyré
 * and Cuturi, Computational Optimal Transport, §4.4).
 */
final class Sinkhorn {
  private static final double TOLERANCE = 1e-6; // of the total mass that is in the wrong row
  private static final int MOST_ROUNDS = 5000;
  private final int n;
  private final double[] plan;

  private Sinkhorn(double[] plan, int n) {
    this.plan = plan;
    this.n = n;
  }

  static Sinkhorn solve(double[] cost, int n, double epsilon) {
    double[] f = new double[n];
    double[] g = new double[n];
    double[] plan = new double[n * n];
    // ε falls to its value by halves: a cold start at a small ε would take long
    double largest = Arrays.stream(cost).max().orElseThrow();
    for (double e = Math.max(epsilon, largest); ; e = Math.max(epsilon, 0.5 * e)) {
      int rounds = e > epsilon ? 10 : MOST_ROUNDS;
      for (int round = 0; round < rounds; round++) {
        if (Thread.currentThread().isInterrupted()) {
          throw new CancellationException("stopped while balancing a transport plan");
        }
        balance(cost, n, e, g, f, false);
        balance(cost, n, e, f, g, true);
        if (round % 10 == 9 && fill(plan, cost, n, e, f, g) < TOLERANCE) {
          break;
        }
      }
      if (e == epsilon) {
        fill(plan, cost, n, epsilon, f, g);
        return new Sinkhorn(plan, n);
      }
    }
  }

  /** out_i = −ε log( (1/n) Σ_j exp((other_j − c_ij)/ε) ), or the same over columns. */
  private static void balance(
      double[] cost, int n, double epsilon, double[] other, double[] out, boolean columns) {
    for (int i = 0; i < n; i++) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < n; j++) {
        largest = Math.max(largest, other[j] - cost[columns ? j * n + i : i * n + j]);
      }
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += Math.exp((other[j] - cost[columns ? j * n + i : i * n + j] - largest) / epsilon);
      }
      out[i] = -largest - epsilon * Math.log(sum / n);
    }
  }

  /** Writes π; returns how much of the mass of its rows is amiss. */
  private static double fill(
      double[] plan, double[] cost, int n, double epsilon, double[] f, double[] g) {
    double amiss = 0;
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        double mass = Math.exp((f[i] + g[j] - cost[i * n + j]) / epsilon) / ((double) n * n);
        plan[i * n + j] = mass;
        sum += mass;
      }
      amiss += Math.abs(sum - 1.0 / n);
    }
    return amiss;
  }

  /** π, n × n. */
  double[] plan() {
    return plan.clone();
  }

  /** For each row a column, drawn from its row of π. */
  int[] draw(RandomGenerator random) {
    int[] columns = new int[n];
    for (int i = 0; i < n; i++) {
      double mass = 0;
      for (int j = 0; j < n; j++) {
        mass += plan[i * n + j];
      }
      double u = random.nextDouble() * mass;
      int j = 0;
      while (j < n - 1 && u >= plan[i * n + j]) {
        u -= plan[i * n + j++];
      }
      columns[i] = j;
    }
    return columns;
  }
}
