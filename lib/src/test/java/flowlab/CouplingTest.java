package flowlab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import flowlab.data.EightGaussians;
import flowlab.data.Gaussian;
import flowlab.nd.Seeds;
import flowlab.nd.Shapes;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class CouplingTest {
  @Test
  void assignmentEqualsBruteForce() {
    RandomGenerator random = Seeds.generator(1);
    for (int round = 0; round < 300; round++) {
      int n = 1 + round % 7;
      boolean ties = round % 3 == 0;
      double[] cost = new double[n * n];
      for (int i = 0; i < cost.length; i++) {
        cost[i] = ties ? random.nextInt(4) : random.nextGaussian();
      }
      Assignment found = Assignment.solve(cost, n);
      assertPermutation(found.columns());
      assertEquals(cheapest(cost, n, 0, new boolean[n]), found.cost(), 1e-12, "n = " + n);
    }
  }

  /** No pairing is cheaper than Σ u + Σ v: the prices prove each answer. */
  @Test
  void pricesProveLargerOnes() {
    for (int n : new int[] {50, 300}) {
      double[] x = rows(Gaussian.standard(2), n, 2);
      double[] y = rows(EightGaussians.torchdyn(), n, 3);
      double[] cost = Assignment.squaredDistances(x, y, 2);
      assertProved(cost, n);
      double[] many = new double[n * n]; // few values, many ties
      for (int i = 0; i < many.length; i++) {
        many[i] = Math.rint(cost[i] / 10);
      }
      assertProved(many, n);
    }
  }

  private static void assertProved(double[] cost, int n) {
    Assignment found = Assignment.solve(cost, n);
    assertPermutation(found.columns());
    double bound = Arrays.stream(found.prices()).sum();
    for (int i = 0; i < n; i++) {
      double u = Double.POSITIVE_INFINITY;
      for (int j = 0; j < n; j++) {
        u = Math.min(u, cost[i * n + j] - found.prices()[j]);
      }
      bound += u;
    }
    assertEquals(bound, found.cost(), 1e-9 * Math.max(1, Math.abs(bound)));
  }

  @Test
  void twoThousandPointsInFiveSeconds() {
    int n = 2000;
    double[] cost =
        Assignment.squaredDistances(
            rows(Gaussian.standard(2), n, 4), rows(EightGaussians.torchdyn(), n, 5), 2);
    Assertions.assertTimeout(Duration.ofSeconds(5), () -> Assignment.solve(cost, n));
    assertProved(cost, n);
  }

  @Test
  void optimalIsCheaperAndInOneDimensionItSorts() {
    INDArray x0 = Gaussian.standard(1).sample(64, Seeds.generator(6));
    INDArray x1 = new Gaussian(new double[] {3}, 2).sample(64, Seeds.generator(7));
    int[] match = Coupling.optimalTransport().match(x0, x1, Seeds.generator(8));
    assertPermutation(match);
    double[] a = Shapes.toRows(x0);
    double[] b = Shapes.toRows(x1);
    for (int i = 0; i < 64; i++) {
      for (int j = 0; j < 64; j++) {
        assertEquals(a[i] < a[j], i != j && b[match[i]] < b[match[j]]);
      }
    }
    assertArrayEquals(
        new int[] {0},
        Coupling.optimalTransport().match(Nd4j.zeros(1, 2), Nd4j.ones(1, 2), Seeds.generator(9)));
  }

  @Test
  void sinkhornLiesBetweenOptimalAndIndependent() {
    int n = 60;
    double[] x = rows(Gaussian.standard(2), n, 10);
    double[] y = rows(EightGaussians.torchdyn(), n, 11);
    double[] cost = Assignment.squaredDistances(x, y, 2);
    double optimal = Assignment.solve(cost, n).cost() / n;
    double mean = Arrays.stream(cost).average().orElseThrow();
    double last = optimal - 1e-9;
    for (double epsilon : new double[] {0.05, 1, 20, 1e4}) {
      double[] plan = Sinkhorn.solve(cost, n, epsilon).plan();
      double value = 0;
      for (int i = 0; i < n; i++) {
        double row = 0;
        double column = 0;
        for (int j = 0; j < n; j++) {
          row += plan[i * n + j];
          column += plan[j * n + i];
          value += plan[i * n + j] * cost[i * n + j];
        }
        assertEquals(1.0 / n, row, 1e-10);
        assertEquals(1.0 / n, column, 1e-12);
      }
      assertTrue(value > last - 1e-9 * mean && value < mean * (1 + 1e-9), "epsilon " + epsilon);
      if (epsilon == 0.05) {
        assertEquals(optimal, value, 0.05 * optimal);
      }
      last = value;
    }
    assertEquals(mean, last, 0.01 * mean);
    int[] match =
        Coupling.sinkhorn(0.05)
            .match(Shapes.fromRows(x, n, 2), Shapes.fromRows(y, n, 2), Seeds.generator(12));
    double drawn = 0;
    for (int i = 0; i < n; i++) {
      drawn += cost[i * n + match[i]] / n;
    }
    assertEquals(optimal, drawn, 0.2 * optimal);
  }

  /**
   * No plan of the right form is more than e^{(f + g − c)/ε}: what is left is checked, and said.
   */
  @Test
  void sinkhornSaysWhenEpsilonIsTooSmall() {
    double[] cost = {0, 1, 1, 0.5};
    var e = assertThrows(ArithmeticException.class, () -> Sinkhorn.solve(cost, 2, 1e-320));
    assertTrue(e.getMessage().contains("take a larger epsilon"), e.getMessage());
    double[] plan = Sinkhorn.solve(cost, 2, 0.3).plan();
    // two by two: π₁₁ π₂₂ / π₁₂ π₂₁ = e^{−(c₁₁ + c₂₂ − c₁₂ − c₂₁)/ε}, π₁₁ = π₂₂ = ½ − π₁₂
    double odds = Math.exp(0.5 * 1.5 / 0.3);
    assertEquals(0.5 * odds / (1 + odds), plan[0], 1e-10);
    assertEquals(0.5 / (1 + odds), plan[1], 1e-10);
  }

  @Test
  void badInputTeachesAndAnInterruptStops() {
    assertThrows(IllegalArgumentException.class, () -> Assignment.solve(new double[5], 2));
    assertThrows(
        IllegalArgumentException.class, () -> Assignment.solve(new double[] {Double.NaN}, 1));
    assertThrows(IllegalArgumentException.class, () -> Coupling.sinkhorn(0));
    Thread.currentThread().interrupt();
    try {
      double[] cost =
          Assignment.squaredDistances(
              rows(Gaussian.standard(2), 40, 13), rows(Gaussian.standard(2), 40, 14), 2);
      assertThrows(CancellationException.class, () -> Assignment.solve(cost, 40));
      assertThrows(CancellationException.class, () -> Sinkhorn.solve(cost, 40, 1));
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  private static double[] rows(Sampler sampler, int n, long seed) {
    return Shapes.toRows(sampler.sample(n, Seeds.generator(seed)));
  }

  private static double cheapest(double[] cost, int n, int row, boolean[] taken) {
    if (row == n) {
      return 0;
    }
    double least = Double.POSITIVE_INFINITY;
    for (int j = 0; j < n; j++) {
      if (!taken[j]) {
        taken[j] = true;
        least = Math.min(least, cost[row * n + j] + cheapest(cost, n, row + 1, taken));
        taken[j] = false;
      }
    }
    return least;
  }

  private static void assertPermutation(int[] columns) {
    int[] sorted = columns.clone();
    Arrays.sort(sorted);
    for (int i = 0; i < sorted.length; i++) {
      assertEquals(i, sorted[i]);
    }
  }

  /**
   * A value that is missing, infinite, or so far away that its square is: each is refused, soon.
   */
  @Test
  void whatCannotBeComparedIsRefused() {
    for (double odd :
        new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e200}) {
      INDArray x0 = Gaussian.standard(2).sample(8, Seeds.generator(15));
      INDArray x1 = x0.dup();
      x1.putScalar(3, 1, odd);
      for (Coupling coupling :
          List.of(Coupling.optimalTransport(), Coupling.sinkhorn(0.5), Coupling.sinkhorn(1e-320))) {
        var e =
            Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () ->
                    assertThrows(
                        IllegalArgumentException.class,
                        () -> coupling.match(x0, x1, Seeds.generator(16))));
        assertTrue(e.getMessage().contains("row 0 of the first"), e.getMessage());
        assertTrue(e.getMessage().contains("row 3 of the second"), e.getMessage());
      }
    }
  }
}
