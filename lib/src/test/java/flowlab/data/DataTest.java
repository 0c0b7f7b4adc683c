package flowlab.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import flowlab.Interpolant;
import flowlab.PathSample;
import flowlab.nd.Seeds;
import flowlab.nd.Special;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DataTest {
  @Test
  void checkerboardFillsItsCellsEvenly() {
    Checkerboard board = new Checkerboard(4, 2);
    int n = 80_000;
    INDArray x = board.sample(n, Seeds.generator(1));
    int[] counts = new int[16];
    for (int i = 0; i < n; i++) {
      int column = (int) Math.floor(x.getDouble(i, 0) + 2);
      int row = (int) Math.floor(x.getDouble(i, 1) + 2);
      counts[4 * row + column]++;
      assertEquals(-Math.log(8), board.logDensity(x.getDouble(i, 0), x.getDouble(i, 1)), 1e-15);
    }
    for (int cell = 0; cell < 16; cell++) {
      boolean filled = (cell / 4 + cell % 4) % 2 == 1; // column xor row, as the seed has it
      assertEquals(filled ? n / 8.0 : 0, counts[cell], 5 * Math.sqrt(n / 8.0), "cell " + cell);
    }
    assertEquals(Double.NEGATIVE_INFINITY, board.logDensity(-1.5, -1.5));
    assertEquals(Double.NEGATIVE_INFINITY, board.logDensity(5, 0));
  }

  @Test
  void momentsAreThoseStated() {
    Gaussian gaussian = new Gaussian(new double[] {2, -1}, 0.5);
    INDArray x = gaussian.sample(100_000, Seeds.generator(2));
    assertEquals(2, x.getColumn(0).meanNumber().doubleValue(), 0.01);
    assertEquals(-1, x.getColumn(1).meanNumber().doubleValue(), 0.01);
    assertEquals(0.5, x.getColumn(0).stdNumber().doubleValue(), 0.01);
    // the two-dimensional normaliser, log(2πσ²), which one of the documents has one-dimensional
    assertEquals(-Math.log(2 * Math.PI * 0.25), gaussian.logDensity(2, -1), 1e-14);
  }

  @Test
  void sameSeedSameSamples() {
    var mixture =
        new GaussianMixture(
            new double[] {0.3, 0.7}, new double[][] {{0, 0}, {4, 4}}, new double[] {1, 0.1});
    assertEquals(mixture.sample(50, Seeds.generator(3)), mixture.sample(50, Seeds.generator(3)));
    INDArray x = mixture.sample(20_000, Seeds.generator(4));
    assertEquals(0.7 * 4, x.getColumn(0).meanNumber().doubleValue(), 0.05);
  }

  @Test
  void interpolantsMeetTheirEnds() {
    INDArray x0 = Gaussian.standard(3).sample(5, Seeds.generator(5));
    INDArray x1 = Gaussian.standard(3).sample(5, Seeds.generator(6));
    for (Interpolant path :
        new Interpolant[] {
          Interpolant.linear(), Interpolant.trigonometric(), Interpolant.conditionalOt(0)
        }) {
      assertTrue(path.at(x0, x1, Nd4j.zeros(5, 1)).xt().equalsWithEps(x0, 1e-12), path.name());
      assertTrue(path.at(x0, x1, Nd4j.ones(5, 1)).xt().equalsWithEps(x1, 1e-12), path.name());
      double h = 1e-6;
      PathSample before =
          path.at(x0, x1, Nd4j.valueArrayOf(new long[] {5, 1}, 0.3 - h, DataType.DOUBLE));
      PathSample after =
          path.at(x0, x1, Nd4j.valueArrayOf(new long[] {5, 1}, 0.3 + h, DataType.DOUBLE));
      INDArray slope = after.xt().sub(before.xt()).div(2 * h);
      INDArray stated =
          path.at(x0, x1, Nd4j.valueArrayOf(new long[] {5, 1}, 0.3, DataType.DOUBLE)).velocity();
      assertTrue(slope.equalsWithEps(stated, 1e-7), path.name());
    }
  }

  /** One tutorial trains on x₁ − x₀ where σ_min asks for x₁ − (1 − σ_min) x₀. */
  @Test
  void smallestNoiseIsInTheVelocityToo() {
    INDArray x0 = Nd4j.create(new double[][] {{1, 2}});
    INDArray x1 = Nd4j.create(new double[][] {{-3, 5}});
    INDArray u = Interpolant.conditionalOt(0.2).at(x0, x1, Nd4j.zeros(1, 1)).velocity();
    assertEquals(-3 - 0.8, u.getDouble(0), 1e-15);
    assertEquals(5 - 1.6, u.getDouble(1), 1e-15);
  }

  @Test
  void wrongDerivativeIsFound() {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Interpolant("bent", t -> 1 - t * t, t -> t, t -> -t, t -> 1));
    assertTrue(e.getMessage().contains("alphaDot"), e.getMessage());
  }

  @Test
  void badInputTeaches() {
    assertMessage("even number of cells", () -> new Checkerboard(3, 2));
    assertMessage("sigma", () -> new Gaussian(new double[] {0}, -1));
    assertMessage("number of samples", () -> Gaussian.standard(2).sample(0, Seeds.generator(1)));
    assertMessage(
        "sum to 1",
        () -> new GaussianMixture(new double[] {1, 1}, new double[2][2], new double[] {1, 1}));
    assertMessage(
        "expected times of shape [2, 1]",
        () -> Interpolant.linear().at(Nd4j.zeros(2, 2), Nd4j.zeros(2, 2), Nd4j.zeros(2)));
    assertMessage(
        "expected a time in [0, 1]",
        () -> Interpolant.linear().at(Nd4j.zeros(1, 2), Nd4j.zeros(1, 2), Nd4j.ones(1, 1).mul(2)));
    assertMessage(
        "expected x1 of shape [n, 2], got [2, 3]",
        () -> Interpolant.linear().at(Nd4j.zeros(2, 2), Nd4j.zeros(2, 3), Nd4j.zeros(2, 1)));
  }

  /** Values of the DLMF and of scipy.special. */
  @Test
  void specialFunctions() {
    assertEquals(0.8413447460685429, Special.normalCdf(1), 1e-15);
    assertEquals(2.866515718791945e-7, Special.normalCdf(-5), 1e-20);
    assertEquals(0.42758357615580700, Special.erfcx(1), 1e-15);
    assertEquals(0.25539567631050574, Special.erfcx(2), 1e-14);
    assertEquals(0.05614099274382259, Special.erfcx(10), 1e-15);
    assertEquals(5.641895807268084e-5, Special.erfcx(1e4), 1e-18);
  }

  private static void assertMessage(
      String part, org.junit.jupiter.api.function.Executable executable) {
    var e = assertThrows(IllegalArgumentException.class, executable);
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }
}
