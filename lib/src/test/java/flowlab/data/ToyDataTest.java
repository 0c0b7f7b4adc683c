package flowlab.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import flowlab.Sampler;
import flowlab.nd.Seeds;
import flowlab.nd.Shapes;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ToyDataTest {
  private static final int N = 40_000;

  /**
   * Mean and standard deviation of each axis, from the moments of the published formulas: the moons
   * have variances ¾ and 5/8 − 1/π − 1/16 before noise.
   */
  static Stream<Arguments> published() {
    double r = Math.sqrt(0.5);
    return Stream.of(
        Arguments.of(EightGaussians.torchdyn(), 0, 0, Math.sqrt(13.5), Math.sqrt(13.5)),
        Arguments.of(EightGaussians.bridge(), 0, 0, Math.sqrt(74.25), Math.sqrt(74.25)),
        Arguments.of(Moons.sklearn(0), 0.5, 0.25, Math.sqrt(0.75), 0.494156),
        Arguments.of(Moons.conditionalFlow(), 0, 0.5, 1.734935, 0.993358),
        Arguments.of(Moons.torchcfm(), 0.8, 0.05, 2.603843, 1.492552),
        Arguments.of(new SCurve(0, 1), 0, 0, r, Math.sqrt(1.5 + 4 / (3 * Math.PI))),
        Arguments.of(new Circle(3, 0.1), 0, 0, Math.sqrt(4.51), Math.sqrt(4.51)),
        Arguments.of(Annulus.byArea(2, 3), 0, 0, Math.sqrt(3.25), Math.sqrt(3.25)),
        Arguments.of(Annulus.byRadius(2, 3), 0, 0, Math.sqrt(19.0 / 6), Math.sqrt(19.0 / 6)));
  }

  @ParameterizedTest
  @MethodSource("published")
  void momentsAreThoseOfTheDefinition(Sampler s, double mx, double my, double sx, double sy) {
    double[] rows = Shapes.toRows(s.sample(N, Seeds.generator(1)));
    double[] mean = {mx, my};
    double[] deviation = {sx, sy};
    for (int c = 0; c < 2; c++) {
      double first = 0;
      double second = 0;
      for (int i = c; i < rows.length; i += 2) {
        first += rows[i] / N;
        second += (rows[i] - mean[c]) * (rows[i] - mean[c]) / N;
      }
      assertEquals(mean[c], first, 5 * deviation[c] / Math.sqrt(N), s + " axis " + c);
      assertEquals(deviation[c], Math.sqrt(second), 0.015 * deviation[c], s + " axis " + c);
    }
  }

  /** Both axes together have mean 0 and standard deviation 7. */
  @Test
  void bridgesAreStandardisedOverBothAxes() {
    for (Sampler s : new Sampler[] {Moons.bridge(), SCurve.bridge()}) {
      double[] rows = Shapes.toRows(s.sample(N, Seeds.generator(2)));
      double first = 0;
      double second = 0;
      for (double x : rows) {
        first += x / rows.length;
        second += x * x / rows.length;
      }
      assertEquals(0, first, 5 * 7 / Math.sqrt(N));
      assertEquals(7, Math.sqrt(second), 0.07);
    }
  }

  /** One of the seeds says uniform on the annulus and draws uniform radii: the two differ. */
  @Test
  void annulusByAreaIsNotByRadius() {
    double half = Math.sqrt(6.5); // splits the area, not the radii, in two
    assertEquals(0.5, within(Annulus.byArea(2, 3), half), 5 * 0.5 / Math.sqrt(N));
    assertEquals(half - 2, within(Annulus.byRadius(2, 3), half), 5 * 0.5 / Math.sqrt(N));
    assertEquals(-Math.log(5 * Math.PI), Annulus.byArea(2, 3).logDensity(0, 2.2), 1e-14);
    assertEquals(Double.NEGATIVE_INFINITY, Annulus.byArea(2, 3).logDensity(0, 1.9));
    assertEquals(-Math.log(2 * Math.PI * 2.5), Annulus.byRadius(2, 3).logDensity(-2.5, 0), 1e-14);
  }

  private static double within(Annulus annulus, double radius) {
    double[] rows = Shapes.toRows(annulus.sample(N, Seeds.generator(3)));
    double count = 0;
    for (int i = 0; i < rows.length; i += 2) {
      double r = Math.hypot(rows[i], rows[i + 1]);
      assertTrue(r >= 2 && r <= 3);
      count += r < radius ? 1.0 / N : 0;
    }
    return count;
  }

  @Test
  void mixturesAndTheirDensitiesAgree() {
    EightGaussians eight = EightGaussians.torchdyn();
    assertEquals(eight.logDensity(1, 2), eight.mixture().logDensity(1, 2), 0);
    assertEquals(13.5, eight.mixture().covariance()[0][0], 1e-12);
    Gaussian g = new Gaussian(new double[] {1, 2}, new double[][] {{2, 0.6}, {0.6, 0.5}});
    double det = 2 * 0.5 - 0.36; // and the inverse by Cramer's rule
    double squares = (0.5 * 1 + 2 * 4 - 2 * 0.6 * 2) / det;
    assertEquals(
        -0.5 * squares - 0.5 * Math.log(det) - Math.log(2 * Math.PI), g.logDensity(2, 4), 1e-13);
    assertEquals(-(0.5 * 1 - 0.6 * 2) / det, g.score(2, 4)[0], 1e-13);
    assertEquals(-(2 * 2 - 0.6 * 1) / det, g.score(2, 4)[1], 1e-13);
    INDArray x = g.sample(N, Seeds.generator(4)).subRowVector(Nd4j.createFromArray(1.0, 2.0));
    double cross = x.getColumn(0).mul(x.getColumn(1)).meanNumber().doubleValue();
    assertEquals(0.6, cross, 0.05);
  }

  @Test
  void momentsAreThoseOfTheSamples() {
    for (int cells : new int[] {2, 4}) {
      Checkerboard board = new Checkerboard(cells, 0.5 * cells);
      assertMoments(board, board.mean(), board.covariance());
    }
    for (Annulus a : new Annulus[] {Annulus.byArea(2, 3), Annulus.byRadius(1, 3)}) {
      assertMoments(a, a.mean(), a.covariance());
    }
    for (Moons m : new Moons[] {Moons.sklearn(0.3), Moons.torchcfm(), Moons.conditionalFlow()}) {
      assertMoments(m, m.mean(), m.covariance());
    }
    Circle circle = new Circle(2, 0.4);
    assertMoments(circle, circle.mean(), circle.covariance());
    SCurve curve = new SCurve(0.4, 1.5);
    assertMoments(curve, curve.mean(), curve.covariance());
    EightGaussians eight = EightGaussians.torchcfm();
    assertMoments(eight, eight.mean(), eight.covariance());
    assertArrayEquals(eight.mixture().covariance()[0], eight.covariance()[0], 1e-12);
    assertArrayEquals(eight.mixture().score(1, 2), eight.score(1, 2), 0);
    Points points = new Points(Nd4j.create(new double[][] {{1, 0}, {-2, 1}, {0, -3}}));
    assertMoments(points, points.mean(), points.covariance());
    double[][] byHand = {{14.0 / 9, -8.0 / 9}, {-8.0 / 9, 26.0 / 9}};
    for (int c = 0; c < 2; c++) {
      assertArrayEquals(byHand[c], points.covariance()[c], 1e-14);
    }
  }

  private static void assertMoments(Sampler sampler, double[] mean, double[][] expected) {
    double[] rows = Shapes.toRows(sampler.sample(N, Seeds.generator(6)));
    for (int a = 0; a < 2; a++) {
      double first = 0;
      for (int i = a; i < rows.length; i += 2) {
        first += rows[i] / N;
      }
      assertEquals(mean[a], first, 5 * Math.sqrt(expected[a][a] / N), sampler + " axis " + a);
      for (int b = 0; b < 2; b++) {
        double sum = 0;
        for (int i = 0; i < rows.length; i += 2) {
          sum += (rows[i + a] - mean[a]) * (rows[i + b] - mean[b]) / N;
        }
        double band = 5 * Math.sqrt(expected[a][a] * expected[b][b] * 2 / N);
        assertEquals(expected[a][b], sum, band, sampler + " " + a + b);
      }
    }
  }

  @Test
  void finiteSetsGiveTheirOwnRows() {
    Points points = new Points(Nd4j.create(new double[][] {{1, 2}, {3, 4}, {5, 6}}));
    RandomGenerator random = Seeds.generator(5);
    double[] rows = new double[600];
    points.fill(rows, 300, random);
    int[] seen = new int[3];
    for (int i = 0; i < 300; i++) {
      assertEquals(rows[2 * i] + 1, rows[2 * i + 1], 0);
      seen[(int) (rows[2 * i] - 1) / 2]++;
    }
    assertTrue(seen[0] > 50 && seen[1] > 50 && seen[2] > 50);
  }

  @Test
  void badInputTeaches() {
    var e = assertThrows(IllegalArgumentException.class, () -> Annulus.byArea(3, 2));
    assertTrue(e.getMessage().contains("0 ≤ inner < outer"), e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> Moons.sklearn(-1));
    assertThrows(IllegalArgumentException.class, () -> new SCurve(0.1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Circle(0, 0.1));
  }
}
