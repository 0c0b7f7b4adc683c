package flowlab.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import flowlab.Interpolant;
import flowlab.data.Checkerboard;
import flowlab.data.Gaussian;
import flowlab.data.GaussianMixture;
import flowlab.nd.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Floors of the study, per dimension. */
class LossFloorTest {
  private static final GaussianMixture SEED_000 =
      new GaussianMixture(
          new double[] {0.66, 0.34}, new double[][] {{7, -1}, {6, 1}}, new double[] {0.8, 0.8});

  private static GaussianMixture one(double sigma) {
    return new GaussianMixture(new double[] {1}, new double[][] {{3, -1}}, new double[] {sigma});
  }

  @Test
  void ofOneGaussian() {
    for (double sigma : new double[] {0.5, 1, 2}) {
      LossFloor floor =
          LossFloor.flowMatching(one(sigma), Interpolant.linear(), 20_000, Seeds.generator(1));
      assertEquals(Math.PI * sigma / 2, floor.value(), 1e-4, "sigma " + sigma);
    }
    assertNear(1.9579, LossFloor.transition(one(1), 40_000, Seeds.generator(2)), 1e-4);
    assertNear(1.7469, LossFloor.transition(one(0.8), 40_000, Seeds.generator(3)), 1e-4);
  }

  @Test
  void ofTheFirstSeed() {
    Interpolant path = Interpolant.linear();
    LossFloor known = LossFloor.flowMatching(SEED_000, path, 40_000, Seeds.generator(4));
    assertNear(1.656, known, 1e-3);
    LossFloor drawn =
        LossFloor.of(
            new ExactMixture(SEED_000, path),
            path,
            Gaussian.standard(2),
            SEED_000,
            40_000,
            Seeds.generator(5));
    assertNear(known.value(), drawn, 5 * known.standardError());
    assertTrue(known.standardError() < drawn.standardError());
    assertNear(1.978, LossFloor.transition(SEED_000, 60_000, Seeds.generator(6)), 3e-3);
  }

  /** Of the boards of three tutorials: half a side of 2, of 2/0.45 and of 4. */
  @ParameterizedTest
  @CsvSource({"2, 1.687", "4.444444444444444, 3.750", "4, 3.378"})
  void ofTheCheckerboards(double scale, double expected) {
    Checkerboard board = new Checkerboard(4, scale);
    LossFloor floor =
        LossFloor.of(
            new ExactCheckerboard(board),
            Interpolant.linear(),
            Gaussian.standard(2),
            board,
            40_000,
            Seeds.generator(7));
    assertNear(expected, floor, 1e-3);
  }

  private static void assertNear(double expected, LossFloor floor, double more) {
    assertEquals(expected, floor.value(), 5 * floor.standardError() + more);
  }
}
