package flowlab.check;

import flowlab.data.Gaussian;
import flowlab.data.TableSampler;
import flowlab.nd.Seeds;
import java.util.Arrays;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** Checks J1–J4: what a fit to a table is judged by. */
public final class Tables {
  private Tables() {}

  /** A density in the units of a table, made from one of standardised rows. */
  @FunctionalInterface
  public interface Units {
    /**
     * log p of rows in the table's units.
     *
     * @param log log q of standardised rows
     * @param scale what was standardised
     * @param x rows in the table's units, [n, d]
     */
    double[] logDensity(Function<INDArray, double[]> log, TableSampler scale, INDArray x);
  }

  /** A rule that ends a training. */
  @FunctionalInterface
  public interface Ending {
    /** How many scores are looked at until {@code patience} in a row have brought no new best. */
    int scores(double[] scores, int patience);
  }

  /** The mean of paired differences, and its standard error. */
  @FunctionalInterface
  public interface Paired {
    /** (mean of a − b, its standard error), two numbers. */
    double[] interval(double[] a, double[] b);
  }

  /** Which rows are held out. */
  @FunctionalInterface
  public interface HoldOut {
    /** For each row whether it is held out, about a fifth of them. */
    boolean[] rows(double[][] rows, long seed);
  }

  /**
   * J1: log p(x) = log q((x − m) / σ) − Σ log σ, for columns of a normal table, whose density is
   * known.
   */
  public static Verdict units(Units yours) {
    return Trial.of(
        "J1",
        "log p(x) = log q((x − m)/σ) − Σ log σ",
        trial -> {
          RandomGenerator random = Seeds.generator(2026);
          double[] mass = random.doubles(50, 3_000, 6_000).toArray();
          double[] bill = random.doubles(50, 0.03, 0.06).toArray();
          Table table =
              Table.create(DoubleColumn.create("mass", mass), DoubleColumn.create("bill", bill));
          TableSampler scale = TableSampler.of(table, "mass", "bill").standardised();
          Gaussian standard = Gaussian.standard(2);
          double[] s = scale.deviation();
          double[][] variances = {{s[0] * s[0], 0}, {0, s[1] * s[1]}};
          double[] expected =
              new Gaussian(scale.mean(), variances).logDensity(scale.restore(scale.points().all()));
          INDArray x = scale.restore(scale.points().all());
          double[] came =
              Trial.numbers("log p", yours.logDensity(standard::logDensity, scale, x), 50);
          for (int i = 0; i < 50; i++) {
            int row = i;
            trial.relative(expected[i], came[i], 1e-9, () -> "row " + row);
          }
          trial.hint(
              () ->
                  Math.abs(came[0] - expected[0] - (came[1] - expected[1])) < 1e-9
                      ? "right but for a constant, %.4g: what happens to a volume when a column is divided by σ?"
                          .formatted(came[0] - expected[0])
                      : "which rows does q take?");
        });
  }

  /** J2: a training ends when the best score has not been beaten so many times in a row. */
  public static Verdict ending(Ending yours) {
    double[][] scores = {
      {1, 2, 3, 2.9, 2.8, 2.7, 2.6}, // one rise
      {1, 0.5, 2, 1, 1.5, 3, 2, 2.5, 2.9, 1}, // falls that are no end
      {5, 4, 3, 2, 1}, // nothing but falls
      {1, 1, 1, 1, 1}, // a tie is no new best
      {1, 2, 3, 4}, // the steps are over first
    };
    return Trial.of(
        "J2",
        "the scores looked at: the best one, and patience more without a new best",
        trial -> {
          for (double[] one : scores) {
            for (int patience : new int[] {1, 2, 3}) {
              int came = yours.scores(one.clone(), patience);
              trial.near(
                  looked(one, patience),
                  came,
                  0.5,
                  () -> "patience %d, scores %s".formatted(patience, Arrays.toString(one)));
            }
          }
          trial.hint(() -> "count what lies behind the best score so far; a new best sets it to 0");
        });
  }

  private static int looked(double[] scores, int patience) {
    int best = 0;
    for (int i = 0; i < scores.length; i++) {
      best = scores[i] > scores[best] ? i : best;
      if (i - best == patience) {
        return i + 1;
      }
    }
    return scores.length;
  }

  /** J3: two fits are judged on the same rows: the error is that of the differences. */
  public static Verdict paired(Paired yours) {
    return Trial.of(
        "J3",
        "the mean of a − b and the standard error of these differences",
        trial -> {
          RandomGenerator random = Seeds.generator(2026);
          int n = 80;
          double[] a = new double[n];
          double[] b = new double[n];
          double sum = 0;
          double squares = 0;
          for (int i = 0; i < n; i++) {
            b[i] = -4 + 3 * random.nextGaussian(); // rows differ more than fits do
            double gap = 0.5 + 0.3 * random.nextGaussian();
            a[i] = b[i] + gap;
            sum += gap;
            squares += gap * gap;
          }
          double error = Math.sqrt((squares / n - sum * sum / n / n) / n);
          double[] came = Trial.numbers("the interval", yours.interval(a, b), 2);
          trial.near(sum / n, came[0], 1e-9, () -> "the mean");
          trial.near(error, came[1], 0.01 * error, () -> "the standard error");
          trial.hint(
              () ->
                  Math.abs(came[1] / error / Math.sqrt(n) - 1) < 0.05
                      ? "that is the deviation of one difference; of a mean of n it is smaller"
                      : came[1] > 3 * error
                          ? "the rows' own spread is in it: take the differences first"
                          : "");
        });
  }

  /** J4: rows that are equal are held out together, or not at all. */
  public static Verdict holdOut(HoldOut yours) {
    return Trial.of(
        "J4",
        "copies of a row are on one side, and about a fifth is held out",
        trial -> {
          RandomGenerator random = Seeds.generator(2026);
          double[][] rows = new double[1_000][];
          for (int i = 0; i < 500; i++) {
            rows[i] = random.doubles(3).toArray();
            rows[999 - i] = rows[i].clone();
          }
          boolean[] out = Trial.given("the answer", yours.rows(rows, 1));
          trial.is(out.length == 1_000, "%d answers for 1000 rows".formatted(out.length));
          int held = 0;
          int parted = 0;
          for (int i = 0; i < 500; i++) {
            held += (out[i] ? 1 : 0) + (out[999 - i] ? 1 : 0);
            parted += out[i] == out[999 - i] ? 0 : 1;
          }
          boolean[] other = Trial.given("the answer", yours.rows(rows, 2));
          trial.near(0, parted, 0.5, () -> "rows on one side, their copies on the other");
          trial.near(200, held, 60, () -> "rows held out of 1,000");
          trial.is(
              trial.failing() || !Arrays.equals(out, other),
              "another seed holds the same rows out");
          trial.hint(() -> "what do a row and its copy have in common, and two others not?");
        });
  }
}
