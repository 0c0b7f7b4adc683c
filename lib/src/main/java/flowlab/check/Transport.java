package flowlab.check;

import flowlab.Coupling;
import flowlab.Sampler;
import flowlab.data.Gaussian;
import flowlab.data.GaussianMixture;
import flowlab.nd.Seeds;
import flowlab.nd.Shapes;
import flowlab.stats.Bures;
import flowlab.stats.NoiseFloor;
import flowlab.stats.SampleMetric;
import flowlab.stats.Wasserstein;
import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Checks H1–H4: optimal pairings against brute force, and distances between samples. */
public final class Transport {
  private static final GaussianMixture DATA =
      new GaussianMixture(
          new double[] {0.66, 0.34}, new double[][] {{2, -1}, {-1, 1.5}}, new double[] {0.8, 0.5});

  private Transport() {}

  /** A cheapest pairing of rows with columns. */
  @FunctionalInterface
  public interface Assigner {
    /** For each row of an n × n cost matrix its column. */
    int[] columns(double[][] cost);
  }

  /** H1: W₂ of two normals, in closed form: |m − n|² + tr(C + D − 2 (C^½ D C^½)^½). */
  public static Verdict gaussians(ToDoubleBiFunction<Gaussian, Gaussian> yours) {
    return Trial.of(
        "H1",
        "W₂² of normals = |m − n|² + tr(C + D − 2(C^½ D C^½)^½)",
        trial -> {
          Gaussian p = Gaussian.standard(2);
          Gaussian q = new Gaussian(new double[] {2, 1}, new double[][] {{2, 0.5}, {0.5, 0.7}});
          Gaussian r = new Gaussian(new double[] {-1, 0}, new double[][] {{1, -0.3}, {-0.3, 0.4}});
          Gaussian s = new Gaussian(new double[] {1, 0, 3}, 2);
          Gaussian o = new Gaussian(new double[] {1, 2, 3}, 0.5);
          Gaussian[][] pairs = {{p, q}, {q, r}, {r, p}, {s, o}, {o, s}};
          for (Gaussian[] pair : pairs) {
            double expected = Bures.distance(pair[0], pair[1]);
            double came = yours.applyAsDouble(pair[0], pair[1]);
            trial.relative(expected, came, 1e-9, () -> pair[0] + " and " + pair[1]);
            trial.hint(
                () -> Math.abs(came - expected * expected) < 1e-9 ? "this is W₂², not W₂" : "");
          }
        });
  }

  /** H2: a pairing costs what the best of all n! does, for n up to 6, ties and one row included. */
  public static Verdict assignment(Assigner yours) {
    return Trial.of(
        "H2",
        "the pairing is a permutation and costs what the best of all n! does",
        trial -> {
          RandomGenerator random = Seeds.generator(1);
          for (int round = 0; round < 40; round++) {
            int n = 1 + round % 6;
            boolean ties = round % 3 == 0;
            double[][] cost = new double[n][n];
            for (double[] row : cost) {
              Arrays.setAll(row, j -> ties ? random.nextInt(4) : random.nextGaussian());
            }
            double[][] copy = Arrays.stream(cost).map(double[]::clone).toArray(double[][]::new);
            compare(trial, cost, Trial.given("the pairing", yours.columns(copy)));
          }
        });
  }

  /** H2: the same of a coupling, whose cost is squared distance; in one dimension it sorts. */
  public static Verdict coupling(Coupling yours) {
    return Trial.of(
        "H2",
        "minibatch optimal transport: no pairing is shorter",
        trial -> {
          for (int round = 0; round < 24; round++) {
            int n = 1 + round % 6;
            int d = 1 + round % 2;
            INDArray x0 = Gaussian.standard(d).sample(n, Seeds.generator(2, round));
            INDArray x1 = Gaussian.standard(d).sample(n, Seeds.generator(3, round));
            double[][] cost = new double[n][n];
            for (int i = 0; i < n; i++) {
              for (int j = 0; j < n; j++) {
                INDArray gap = x0.getRow(i).sub(x1.getRow(j));
                cost[i][j] = gap.mul(gap).sumNumber().doubleValue();
              }
            }
            compare(
                trial, cost, Trial.given("the pairing", yours.match(x0, x1, Seeds.generator(4))));
          }
        });
  }

  private static void compare(Trial trial, double[][] cost, int[] came) {
    int n = cost.length;
    int[] sorted = came.clone();
    Arrays.sort(sorted);
    int[] all = new int[n];
    Arrays.setAll(all, i -> i);
    trial.is(
        Arrays.equals(sorted, all),
        "it pairs with columns %s; each of 0 … %d has to come once"
            .formatted(Arrays.toString(came), n - 1));
    double sum = 0;
    for (int i = 0; i < n; i++) sum += cost[i][came[i]];
    double least = cheapest(cost, 0, new boolean[n]);
    trial.near(least, sum, 1e-9, () -> "n = %d, pairing %s".formatted(n, Arrays.toString(came)));
    double total = sum;
    trial.hint(
        () ->
            Math.abs(total - greedy(cost)) < 1e-12
                ? "each row took the cheapest column left: greedy is not optimal"
                : "");
  }

  private static double cheapest(double[][] cost, int row, boolean[] taken) {
    if (row == cost.length) return 0;
    double least = Double.POSITIVE_INFINITY;
    for (int j = 0; j < cost.length; j++) {
      if (!taken[j]) {
        taken[j] = true;
        least = Math.min(least, cost[row][j] + cheapest(cost, row + 1, taken));
        taken[j] = false;
      }
    }
    return least;
  }

  private static double greedy(double[][] cost) {
    boolean[] taken = new boolean[cost.length];
    double sum = 0;
    for (double[] row : cost) {
      int best = -1;
      for (int j = 0; j < row.length; j++) {
        best = !taken[j] && (best < 0 || row[j] < row[best]) ? j : best;
      }
      taken[best] = true;
      sum += row[best];
    }
    return sum;
  }

  /**
   * H3: W₂ between samples: 0 of a sample and itself in any order, the length of a shift, the same
   * both ways, and between two samples of one law not 0.
   */
  public static Verdict wasserstein(SampleMetric yours) {
    return Trial.of(
        "H3",
        "W₂ of samples: a shift costs its length, and sampling alone is not 0",
        trial -> {
          INDArray x = DATA.sample(80, Seeds.generator(5));
          double[] reversed = new double[160];
          double[] rows = Shapes.toRows(x);
          for (int i = 0; i < 160; i += 2) {
            reversed[158 - i] = rows[i] + 3;
            reversed[159 - i] = rows[i + 1] + 4;
          }
          INDArray moved = Shapes.fromRows(reversed, 80, 2);
          INDArray other = DATA.sample(80, Seeds.generator(6));
          trial.near(0, yours.between(x, x), 1e-9, () -> "a sample and itself");
          trial.near(
              5, yours.between(x, moved), 1e-9, () -> "a sample and itself, moved by (3, 4)");
          double there = yours.between(x, other);
          trial.near(there, yours.between(other, x), 1e-9, () -> "two samples, both ways");
          double right = Wasserstein.exact(x, other);
          trial.near(right, there, 1e-9, () -> "two samples of one law");
          trial.hint(() -> "W₂ is the root of the mean of squared distances of the best pairing");
        });
  }

  /** H4: a metric that is unbiased has mean 0 between samples of one law, within five errors. */
  public static Verdict unbiased(SampleMetric yours) {
    int repeats = 200;
    return Trial.of(
        "H4",
        "unbiased: mean 0 between samples of one law",
        trial -> {
          NoiseFloor floor = yours.noiseFloor(DATA, 50, repeats, 4);
          double band = 5 * floor.deviation() / Math.sqrt(repeats);
          trial.near(0, floor.mean(), band, () -> "50 rows each, 200 pairs");
          trial.hint(() -> "leave the pairs i = j out, and divide by n (n − 1)");
        });
  }

  /** H4: one metric is never above another: sliced W₂ and W₂. */
  public static Verdict below(SampleMetric yours, SampleMetric above) {
    return Trial.of(
        "H4",
        "sliced W₂ ≤ W₂",
        trial -> {
          Sampler[] laws = {DATA, Gaussian.standard(2), new Gaussian(new double[] {1, 2}, 0.5)};
          for (int j = 0; j < laws.length; j++) {
            INDArray x = laws[j].sample(60, Seeds.generator(7, j));
            INDArray y = laws[(j + 1) % 3].sample(60, Seeds.generator(8, j));
            double most = above.between(x, y);
            trial.near(0, Math.max(0, yours.between(x, y) - most), 1e-9, () -> "");
          }
        });
  }
}
