package flowlab.check;

import static flowlab.check.Planted.fails;
import static flowlab.check.Planted.holds;

import flowlab.nd.Seeds;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

class TablesTest {
  @Test
  void logarithms() {
    holds(
        Tables.logarithms(
            (log, x) -> minus(log.apply(Transforms.log(x, true)), Transforms.log(x, true), 1)));
    fails(
        Tables.logarithms((log, x) -> log.apply(Transforms.log(x, true))),
        "still the density of y");
    fails(
        Tables.logarithms(
            (log, x) -> minus(log.apply(Transforms.log(x, true)), Transforms.log(x, true), -1)),
        "which way");
    fails(
        Tables.logarithms((log, x) -> minus(log.apply(x), Transforms.log(x, true), 1)),
        "which rows");
    fails(Tables.logarithms((log, x) -> Planted.stub()), "still the stub");
  }

  private static double[] minus(double[] log, INDArray y, double sign) {
    double[] sums = y.sum(1).toDoubleVector();
    double[] p = log.clone();
    Arrays.setAll(p, i -> log[i] - sign * sums[i]);
    return p;
  }

  @Test
  void ending() {
    holds(Tables.ending(TablesTest::looked));
    fails(Tables.ending((scores, patience) -> firstFall(scores)), "behind the best");
    fails(
        Tables.ending((scores, patience) -> Math.min(scores.length, looked(scores, patience) + 1)));
    fails(Tables.ending((scores, patience) -> Planted.stub()), "still the stub");
  }

  private static int looked(double[] scores, int patience) {
    int since = 0;
    double best = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < scores.length; i++) {
      since = scores[i] > best ? 0 : since + 1;
      best = Math.max(best, scores[i]);
      if (since == patience) {
        return i + 1;
      }
    }
    return scores.length;
  }

  private static int firstFall(double[] scores) {
    for (int i = 1; i < scores.length; i++) {
      if (scores[i] < scores[i - 1]) {
        return i + 1;
      }
    }
    return scores.length;
  }

  @Test
  void posterior() {
    holds(
        Tables.posterior(
            (log, shares) -> bayes(log, shares, Arrays.stream(log).max().getAsDouble())));
    fails(Tables.posterior((log, shares) -> bayes(log, shares, 0)), "take the largest");
    double[] same = {1, 1, 1};
    fails(
        Tables.posterior((log, shares) -> bayes(log, same, Arrays.stream(log).max().getAsDouble())),
        "the shares");
    fails(Tables.posterior((log, shares) -> Planted.stub()), "still the stub");
  }

  private static double[] bayes(double[] log, double[] shares, double off) {
    double[] odds = new double[log.length];
    Arrays.setAll(odds, k -> shares[k] * Math.exp(log[k] - off));
    double sum = Arrays.stream(odds).sum();
    return Arrays.stream(odds).map(o -> o / sum).toArray();
  }

  @Test
  void holdOut() {
    holds(
        Tables.holdOut(
            (rows, seed) ->
                each(rows, row -> Math.floorMod(31 * Arrays.hashCode(row) + seed * 7919, 5) == 0)));
    RandomGenerator random = Seeds.generator(1);
    fails(Tables.holdOut((rows, seed) -> each(rows, row -> random.nextInt(5) == 0)), "in common");
    fails(Tables.holdOut((rows, seed) -> each(rows, row -> false)), "held out of");
    fails(
        Tables.holdOut(
            (rows, seed) -> each(rows, row -> Math.floorMod(Arrays.hashCode(row), 5) == 0)),
        "another seed");
    fails(Tables.holdOut((rows, seed) -> Planted.stub()), "still the stub");
  }

  private interface Choice {
    boolean out(double[] row);
  }

  private static boolean[] each(double[][] rows, Choice choice) {
    boolean[] out = new boolean[rows.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = choice.out(rows[i]);
    }
    return out;
  }
}
