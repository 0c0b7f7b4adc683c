package flowlab.check;

import static flowlab.check.Planted.fails;
import static flowlab.check.Planted.holds;

import flowlab.nd.Seeds;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class TablesTest {
  @Test
  void units() {
    holds(
        Tables.units(
            (log, scale, x) -> shifted(log.apply(scale.standardise(x)), -1, scale.deviation())));
    fails(Tables.units((log, scale, x) -> log.apply(scale.standardise(x))), "but for a constant");
    fails(
        Tables.units(
            (log, scale, x) -> shifted(log.apply(scale.standardise(x)), 1, scale.deviation())),
        "constant");
    fails(Tables.units((log, scale, x) -> log.apply(x)), "which rows");
    fails(Tables.units((log, scale, x) -> Planted.stub()), "still the stub");
  }

  private static double[] shifted(double[] log, double sign, double[] deviation) {
    double sum = DoubleStream.of(deviation).map(Math::log).sum();
    return Arrays.stream(log).map(l -> l + sign * sum).toArray();
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
  void paired() {
    holds(Tables.paired((a, b) -> of(differences(a, b), a.length)));
    fails(Tables.paired(TablesTest::unpaired), "take the differences first");
    fails(Tables.paired((a, b) -> of(differences(a, b), 1)), "of one difference");
    fails(Tables.paired((a, b) -> of(differences(b, a), a.length)), "the mean");
    fails(Tables.paired((a, b) -> Planted.stub()), "still the stub");
  }

  private static double[] differences(double[] a, double[] b) {
    double[] differences = a.clone();
    Arrays.setAll(differences, i -> a[i] - b[i]);
    return differences;
  }

  private static double[] of(double[] values, int n) {
    double mean = Arrays.stream(values).average().getAsDouble();
    double variance =
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().getAsDouble();
    return new double[] {mean, Math.sqrt(variance / n)};
  }

  private static double[] unpaired(double[] a, double[] b) {
    double[] ofA = of(a, a.length);
    double[] ofB = of(b, b.length);
    return new double[] {ofA[0] - ofB[0], Math.hypot(ofA[1], ofB[1])};
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
