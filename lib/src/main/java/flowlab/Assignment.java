package flowlab;

import flowlab.nd.Stop;
import java.util.Arrays;
import java.util.concurrent.CancellationException;

/**
 * The cheapest way to pair n rows with n columns, with the prices that prove it: prices from
 * auctions with a falling ε (Bertsekas, 1988), then shortest augmenting paths as Jonker and
 * Volgenant have them (Computing 38, 1987). O(n³) at worst; 2,000 points in the plane take about
 * 0.3 s.
 *
 * <p>Column prices v with row prices u_i = min_j (c_ij − v_j) bound every pairing from below by Σ u
 * + Σ v, and the pairing found meets that bound.
 *
 * <p>A value; {@link #solve} may be called from several threads.
 *
 * @param columns for each row its column
 * @param prices v
 * @param cost Σ c of the pairs
 */
public record Assignment(int[] columns, double[] prices, double cost) {
  /**
   * Solves one problem.
   *
   * @param cost n × n, row by row, finite
   * @throws CancellationException if the thread is interrupted
   */
  public static Assignment solve(double[] cost, int n) {
    if (cost.length != (long) n * n || n == 0) {
      throw new IllegalArgumentException(
          "expected n × n costs with n of at least 1, got %d for n = %d".formatted(cost.length, n));
    }
    return new Solver(requireFinite(cost, n), n).solve();
  }

  /** Costs of which each is a number that can be compared; the message names the pair. */
  static double[] requireFinite(double[] cost, int n) {
    for (int at = 0; at < cost.length; at++) {
      if (!Double.isFinite(cost[at])) {
        throw new IllegalArgumentException(
            "expected finite costs, got %s between row %d of the first batch and row %d of the second; drop or fill missing values, and bring points that are very far apart to one scale"
                .formatted(cost[at], at / n, at % n));
      }
    }
    return cost;
  }

  /** |x_i − y_j|² for all rows of two batches of d columns, row by row. */
  public static double[] squaredDistances(double[] x, double[] y, int d) {
    int n = x.length / d;
    int m = y.length / d;
    double[] squares = new double[n * m];
    for (int i = 0, at = 0; i < n; i++) {
      for (int j = 0; j < m; j++, at++) {
        double sum = 0;
        for (int c = 0; c < d; c++) {
          double gap = x[i * d + c] - y[j * d + c];
          sum += gap * gap;
        }
        squares[at] = sum;
      }
    }
    return squares;
  }

  private static final class Solver {
    private static final int NONE = -1;
    private static final double FALL = 5; // of ε between auctions
    private static final double FINEST = 1e-6; // ε of the last auction, of the range of costs
    private static final long BIDS = 8; // a row, in the auction without ε
    private final double[] cost;
    private final int n;
    private final int[] columnOf;
    private final int[] rowOf;
    private final double[] v;
    private final int[] free;

    Solver(double[] cost, int n) {
      this.cost = cost;
      this.n = n;
      columnOf = new int[n];
      rowOf = new int[n];
      v = new double[n];
      free = new int[n];
      Arrays.fill(columnOf, NONE);
      Arrays.fill(rowOf, NONE);
    }

    Assignment solve() {
      lowestPrices();
      // Prices from auctions with a falling ε, then one without. With good prices few rows are left
      // for the exact paths, and their paths are short.
      double range = Arrays.stream(cost).max().orElseThrow() - Arrays.stream(v).min().orElseThrow();
      for (double epsilon = range / FALL; epsilon > range * FINEST; epsilon /= FALL) {
        bid(epsilon, Long.MAX_VALUE);
      }
      augment(bid(0, BIDS * n));
      double sum = 0;
      for (int i = 0; i < n; i++) sum += cost[i * n + columnOf[i]];
      return new Assignment(columnOf, v, sum);
    }

    /** Each column starts at the least that any row pays for it. */
    private void lowestPrices() {
      Arrays.fill(v, Double.POSITIVE_INFINITY);
      for (int i = 0, at = 0; i < n; i++) {
        for (int j = 0; j < n; j++, at++) v[j] = Math.min(v[j], cost[at]);
      }
    }

    private void pair(int i, int j) {
      columnOf[i] = j;
      rowOf[j] = i;
    }

    /**
     * All rows bid for their best column as much as it is better than their second best, and ε
     * more; who is outbid bids again.
     *
     * @param most bids that may lower a price when ε is 0
     * @return how many rows are left without a column, now in {@code free}; none if ε &gt; 0
     */
    private int bid(double epsilon, long most) {
      Arrays.fill(columnOf, NONE);
      Arrays.fill(rowOf, NONE);
      int[] queue = new int[n];
      Arrays.setAll(queue, i -> i);
      int count = 0;
      long bids = 0;
      for (int k = 0; k < n; ) {
        Stop.check("stopped while pairing");
        int i = queue[k++];
        double best = Double.POSITIVE_INFINITY;
        double second = Double.POSITIVE_INFINITY;
        int favourite = NONE;
        for (int j = 0, at = i * n; j < n; j++, at++) {
          double reduced = cost[at] - v[j];
          if (reduced < second) {
            if (reduced < best) {
              second = best;
              best = reduced;
              favourite = j;
            } else {
              second = reduced;
            }
          }
        }
        double lower = v[favourite] - (n == 1 ? 0 : second - best) - epsilon;
        int loser = rowOf[favourite];
        // Without ε a bid may change nothing and go round for ever: such rows are left to the
        // paths.
        if (lower < v[favourite] && bids++ < most) {
          v[favourite] = lower;
        } else if (loser != NONE) {
          free[count++] = i;
          continue;
        }
        if (loser != NONE) {
          columnOf[loser] = NONE;
          queue[--k] = loser;
        }
        pair(i, favourite);
      }
      return count;
    }

    /**
     * Dijkstra's shortest path from each free row to a free column, and the pairs along it change.
     */
    private void augment(int left) {
      double[] distance = new double[n];
      int[] from = new int[n];
      int[] todo = new int[n];
      for (int k = 0; k < left; k++) {
        Stop.check("stopped while pairing");
        int start = free[k];
        for (int j = 0; j < n; j++) {
          distance[j] = cost[start * n + j] - v[j];
          from[j] = start;
          todo[j] = j;
        }
        int scanned = 0;
        int end = NONE;
        double least = 0;
        int nearest = 0;
        for (int q = 1; q < n; q++) nearest = distance[q] < distance[nearest] ? q : nearest;
        while (end == NONE) {
          int j = todo[nearest];
          least = distance[j];
          if (rowOf[j] == NONE) {
            end = j;
            break;
          }
          todo[nearest] = todo[scanned];
          todo[scanned++] = j;
          int i = rowOf[j];
          double through = least - (cost[i * n + j] - v[j]);
          double next = Double.POSITIVE_INFINITY;
          for (int q = scanned, at = i * n; q < n; q++) {
            int other = todo[q];
            double length = through + cost[at + other] - v[other];
            double known = distance[other];
            if (length < known) {
              distance[other] = length;
              from[other] = i;
              known = length;
            }
            if (known < next) {
              next = known;
              nearest = q;
            }
          }
        }
        for (int q = 0; q < scanned; q++) v[todo[q]] += distance[todo[q]] - least;
        for (int j = end; j != NONE; ) {
          int i = from[j];
          int next = columnOf[i];
          pair(i, j);
          j = i == start ? NONE : next;
        }
      }
    }
  }
}
