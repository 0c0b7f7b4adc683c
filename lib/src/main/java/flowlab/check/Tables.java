package flowlab.check;

import flowlab.data.Gaussian;
import flowlab.nd.Seeds;
import java.util.Arrays;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Checks K1–K4: what a fit to a table is judged by. */
public final class Tables {
  private Tables() {}

  /** A density of positive numbers, made from one of their logarithms. */
  @FunctionalInterface
  public interface Logarithms {
    /**
     * log p of rows x.
     *
     * @param log log q of rows y = log x
     * @param x positive rows, [n, d]
     */
    double[] logDensity(Function<INDArray, double[]> log, INDArray x);
  }

  /** A rule that ends a training. */
  @FunctionalInterface
  public interface Ending {
    /** How many scores are looked at until {@code patience} in a row have brought no new best. */
    int scores(double[] scores, int patience);
  }

  /** Bayes' rule for one row. */
  @FunctionalInterface
  public interface Posterior {
    /** The probability of each kind, from log densities under each and how frequent each is. */
    double[] given(double[] log, double[] shares);
  }

  /** Which rows are held out. */
  @FunctionalInterface
  public interface HoldOut {
    /** For each row whether it is held out, about a fifth of them. */
    boolean[] rows(double[][] rows, long seed);
  }

  /** K1: log p(x) = log q(log x) − Σ log x, for logarithms that are normal. */
  public static Verdict logarithms(Logarithms yours) {
    return Trial.of(
        "K1",
        "log p(x) = log q(log x) − Σ log x",
        trial -> {
          Gaussian normal = new Gaussian(new double[] {8, -3}, 0.3);
          INDArray y = normal.sample(50, Unseen.generator());
          double[] expected = normal.logDensity(y);
          double[] sums = y.sum(1).toDoubleVector();
          double[] came =
              Trial.numbers(
                  "log p", yours.logDensity(normal::logDensity, Transforms.exp(y, true)), 50);
          for (int i = 0; i < 50; i++) {
            int row = i;
            trial.relative(expected[i] - sums[i], came[i], 1e-9, () -> "row " + row);
          }
          trial.hint(
              () ->
                  Math.abs(came[0] - expected[0]) < 1e-9
                      ? "that is still the density of y: what happens to a volume when x becomes"
                          + " log x?"
                      : Math.abs(came[0] - expected[0] - sums[0]) < 1e-9
                          ? "dy/dx = 1/x, and p(x) dx = q(y) dy: which way does it go?"
                          : "which rows does q take?");
        });
  }

  /** K2: a training ends when the best score has not been beaten so many times in a row. */
  public static Verdict ending(Ending yours) {
    double[][] scores = {
      {1, 2, 3, 2.9, 2.8, 2.7, 2.6}, // one rise
      {1, 0.5, 2, 1, 1.5, 3, 2, 2.5, 2.9, 1}, // falls that are no end
      {5, 4, 3, 2, 1}, // nothing but falls
      {1, 1, 1, 1, 1}, // a tie is no new best
      {1, 2, 3, 4}, // the steps are over first
      Unseen.and(0, 9, 0.5), // anything
    };
    return Trial.of(
        "K2",
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
      if (i - best == patience) return i + 1;
    }
    return scores.length;
  }

  /** K3: P(k | x) = w_k p(x | k) / Σ w_j p(x | j), for near rows and for far ones. */
  public static Verdict posterior(Posterior yours) {
    double[] shares = {0.5, 0.3, 0.2};
    double[][] odds = {{1, 1, 1}, {4, 1, 0.5}, {0.01, 1, 30}};
    return Trial.of(
        "K3",
        "P(k | x) = w_k p(x | k) / Σ w_j p(x | j)",
        trial -> {
          for (double shift : Unseen.and(-50, 50, 0, -30, -2_000, 900)) {
            for (double[] one : odds) {
              double[] log = Arrays.stream(one).map(o -> shift + Math.log(o)).toArray();
              double[] came =
                  Trial.numbers("the probabilities", yours.given(log.clone(), shares.clone()), 3);
              double all = 0;
              for (int k = 0; k < 3; k++) all += shares[k] * one[k];
              for (int k = 0; k < 3; k++) {
                trial.near(
                    shares[k] * one[k] / all,
                    came[k],
                    1e-9,
                    () -> "log densities " + Arrays.toString(log));
              }
            }
          }
          trial.hint(
              () ->
                  Double.isFinite(yours.given(new double[] {-2_000, -2_001, -2_002}, shares)[0])
                      ? "are the shares in it, and do the three add up to 1?"
                      : "exp(−2000) is 0 and 0/0 is no number: take the largest logarithm off"
                          + " first");
        });
  }

  /** K4: rows that are equal are held out together, or not at all. */
  public static Verdict holdOut(HoldOut yours) {
    return Trial.of(
        "K4",
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
