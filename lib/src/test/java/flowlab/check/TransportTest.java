package flowlab.check;

import static flowlab.check.Planted.fails;
import static flowlab.check.Planted.holds;

import flowlab.Assignment;
import flowlab.Coupling;
import flowlab.stats.Bures;
import flowlab.stats.EnergyDistance;
import flowlab.stats.Mmd;
import flowlab.stats.SampleMetric;
import flowlab.stats.Wasserstein;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TransportTest {
  @Test
  void h1() {
    holds(Transport.gaussians(Bures::distance));
    fails(Transport.gaussians((p, q) -> Math.pow(Bures.distance(p, q), 2)), "W₂²");
    fails(Transport.gaussians((p, q) -> 0.0));
    // the traces alone: right only for covariances that commute with a common root
    fails(
        Transport.gaussians(
            (p, q) -> Math.abs(p.covariance().deviations()[0] - q.covariance().deviations()[0])));
  }

  @Test
  void h2() {
    holds(
        Transport.assignment(
            cost -> {
              double[] flat = Arrays.stream(cost).flatMapToDouble(Arrays::stream).toArray();
              return Assignment.solve(flat, cost.length).columns();
            }));
    fails(Transport.assignment(cost -> IntStream.range(0, cost.length).toArray()));
    fails(Transport.assignment(cost -> new int[cost.length]), "has to come once");
    fails(Transport.assignment(TransportTest::greedy), "greedy is not optimal");
    fails(Transport.assignment(cost -> null), "null");
    fails(Transport.assignment(cost -> Planted.stub()), "still the stub");
    holds(Transport.coupling(Coupling.optimalTransport()));
    fails(Transport.coupling(Coupling.independent()));
    fails(Transport.coupling(Coupling.sinkhorn(1)));
  }

  private static int[] greedy(double[][] cost) {
    boolean[] taken = new boolean[cost.length];
    int[] columns = new int[cost.length];
    for (int i = 0; i < cost.length; i++) {
      columns[i] = -1;
      for (int j = 0; j < cost.length; j++) {
        if (!taken[j] && (columns[i] < 0 || cost[i][j] < cost[i][columns[i]])) {
          columns[i] = j;
        }
      }
      taken[columns[i]] = true;
    }
    return columns;
  }

  @Test
  void h3() {
    holds(Transport.wasserstein(Wasserstein::exact));
    fails(Transport.wasserstein((x, y) -> Math.pow(Wasserstein.exact(x, y), 2)), "moved by");
    fails(Transport.wasserstein((x, y) -> 0.0));
    fails(Transport.wasserstein(Bures::between)); // two moments see no sampling of the shape
    // rows paired as they come
    fails(
        Transport.wasserstein(
            (x, y) -> Math.sqrt(x.sub(y).mul(x.sub(y)).sum(1).meanNumber().doubleValue())));
  }

  @Test
  void h4() {
    holds(Transport.unbiased(new Mmd(1)));
    // with the pairs i = j, and the energy distance, which is never negative
    fails(Transport.unbiased((x, y) -> new Mmd(1).between(x, y) + 2.0 / 50), "i = j");
    fails(Transport.unbiased(EnergyDistance::squared));
    SampleMetric sliced = Wasserstein.sliced(50, 1);
    holds(Transport.below(sliced, Wasserstein::exact));
    fails(Transport.below(Wasserstein::exact, sliced));
  }
}
