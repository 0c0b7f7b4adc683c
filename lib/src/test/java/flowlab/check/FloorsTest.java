package flowlab.check;

import static flowlab.check.Planted.fails;
import static flowlab.check.Planted.holds;

import flowlab.Interpolant;
import flowlab.course.Budget;
import flowlab.data.Checkerboard;
import flowlab.data.GaussianMixture;
import flowlab.exact.ExactCheckerboard;
import flowlab.exact.ExactMixture;
import flowlab.exact.LossFloor;
import flowlab.model.Activation;
import flowlab.model.Mlp;
import flowlab.nd.Seeds;
import org.junit.jupiter.api.Test;

class FloorsTest {
  private static final GaussianMixture SEED_000 =
      new GaussianMixture(
          new double[] {0.66, 0.34}, new double[][] {{7, -1}, {6, 1}}, new double[] {0.8, 0.8});
  private static final LossFloor FLOOR =
      LossFloor.flowMatching(SEED_000, Interpolant.linear(), 20_000, Seeds.generator(1));

  @Test
  void d1() {
    holds(Floors.ofOneGaussian(sigma -> Math.PI * sigma / 2));
    fails(Floors.ofOneGaussian(sigma -> Math.PI * sigma), "not their sum");
    fails(Floors.ofOneGaussian(sigma -> Math.PI * sigma * sigma / 2)); // right for σ = 1
    fails(Floors.ofOneGaussian(sigma -> Math.PI / 4)); // right for σ = ½
    fails(Floors.ofOneGaussian(sigma -> Double.NaN));
    fails(Floors.ofOneGaussian(sigma -> Planted.stub()), "still the stub");
  }

  @Test
  void d2() {
    double[] mean = {3, -1};
    holds(Floors.pathEnergy(10 + 2 * (0.64 + 1 - Math.PI * 0.4), mean, 0.8));
    fails(Floors.pathEnergy(10 + 2 * (0.8 + 1 - Math.PI * 0.4), mean, 0.8));
    fails(Floors.pathEnergy(10 + 2 * (0.64 + 1), mean, 0.8)); // E|Y|²: the floor belongs to noise
  }

  @Test
  void c8() {
    holds(Floors.notBelow(1.70, 0.01, FLOOR));
    holds(Floors.notBelow(1.65, 0.01, FLOOR));
    fails(Floors.notBelow(1.50, 0.01, FLOOR), "the samples it was trained on");
    fails(Floors.notBelow(Double.NaN, 0.01, FLOOR));
  }

  @Test
  void reachedIsHeldBeyondScaleCi() {
    holds(Floors.reached(1.66, FLOOR, 0.01, Budget.COURSE));
    fails(Floors.reached(1.75, FLOOR, 0.01, Budget.COURSE), "1.7500");
    holds(Floors.reached(5, FLOOR, 0.01, Budget.CI));
    fails(Floors.reached(Double.NaN, FLOOR, 0.01, Budget.CI), "NaN");
  }

  /** It holds for any net, as it is not about the net; and fails if u is not the mean. */
  @Test
  void lossIsFloorAndError() {
    Mlp net = Mlp.velocity(2, 2, 32, Activation.SILU, Seeds.generator(2));
    var exact = new ExactMixture(SEED_000, Interpolant.linear());
    holds(Floors.identity(net, exact, SEED_000, 40_000, 3));
    Checkerboard board = new Checkerboard(4, 2);
    holds(Floors.identity(net, new ExactCheckerboard(board), board, 20_000, 3));
    GaussianMixture wider =
        new GaussianMixture(SEED_000.weights(), SEED_000.means(), new double[] {0.9, 0.9});
    fails(
        Floors.identity(exact, new ExactMixture(wider, Interpolant.linear()), SEED_000, 40_000, 3),
        "not the mean of the labels");
    fails(Floors.identity((x, t) -> null, exact, SEED_000, 100, 3), "null");
  }
}
