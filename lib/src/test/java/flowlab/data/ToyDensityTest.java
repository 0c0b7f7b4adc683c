package flowlab.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ToyDensityTest {
  private static final double[] NOWHERE = {Double.NaN, Double.NaN};

  /** Against the mean of 20,000 Gaussians along the circle, which for so smooth a sum is exact. */
  @Test
  void noisyCircleIsAMeanOfGaussians() {
    for (double noise : new double[] {0.05, 0.4, 3}) {
      Circle circle = new Circle(2, noise);
      for (double[] x : new double[][] {{0, 0}, {1e-9, 0}, {0.3, -0.4}, {-1.2, 1.6}, {2.2, 0.1}}) {
        double[] by = {Double.NaN, 0, 0};
        ring(2, noise, x, by);
        double log = circle.logDensity(x);
        assertEquals(by[0], log, 1e-11 * Math.max(1, Math.abs(by[0])), noise + " at " + x[0]);
        double scale = 2 / (noise * noise);
        assertEquals(by[1], circle.score(x)[0], 1e-11 * scale, noise + " at " + x[0]);
        assertEquals(by[2], circle.score(x)[1], 1e-11 * scale, noise + " at " + x[0]);
      }
    }
  }

  /** log p and the score, through log-sum-exp. */
  private static void ring(double radius, double noise, double[] x, double[] out) {
    int n = 20_000;
    double[] exponent = new double[n];
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      double dx = x[0] - radius * Math.cos(2 * Math.PI * i / n);
      double dy = x[1] - radius * Math.sin(2 * Math.PI * i / n);
      exponent[i] = -(dx * dx + dy * dy) / (2 * noise * noise);
      most = Math.max(most, exponent[i]);
    }
    double sum = 0;
    double sumX = 0;
    double sumY = 0;
    for (int i = 0; i < n; i++) {
      double weight = Math.exp(exponent[i] - most);
      sum += weight;
      sumX += weight * (radius * Math.cos(2 * Math.PI * i / n) - x[0]);
      sumY += weight * (radius * Math.sin(2 * Math.PI * i / n) - x[1]);
    }
    out[0] = most + Math.log(sum / n) - Math.log(2 * Math.PI * noise * noise);
    out[1] = sumX / sum / (noise * noise);
    out[2] = sumY / sum / (noise * noise);
  }

  /** Where the naive formula is 0 · ∞: the limit is a Gaussian in |x| − r, times √(r/|x|)/2πr. */
  @Test
  void thinCirclesDoNotOverflow() {
    Circle thin = new Circle(3, 1e-6);
    double limit = -0.5 * 4 - 0.5 * Math.log(2 * Math.PI) - Math.log(2 * Math.PI * 3 * 1e-6);
    assertEquals(limit, thin.logDensity(0, 3 + 2e-6), 1e-5);
    assertEquals(-2e6, thin.score(0, 3 + 2e-6)[1], 1);
    assertTrue(Double.isFinite(thin.logDensity(100, 0)));
    assertTrue(Double.isFinite(thin.score(1e-30, 0)[0]));
  }

  @Test
  void aLineHasNoDensity() {
    var e = assertThrows(UnsupportedOperationException.class, () -> new Circle(1, 0).score(1, 0));
    assertTrue(e.getMessage().contains("no density"), e.getMessage());
    assertThrows(UnsupportedOperationException.class, () -> new Circle(1, 0).logDensity(1, 0));
  }

  @Test
  void densitiesIntegrateToOne() {
    Density[] all = {
      new Circle(2, 0.3), Annulus.byArea(2, 3), Annulus.byArea(0, 3), new Checkerboard(4, 2)
    };
    for (Density p : all) {
      int n = 800;
      double step = 8.0 / n;
      double sum = 0;
      for (int i = 0; i < n * n; i++) {
        double x = -4 + (i % n + 0.5) * step;
        double y = -4 + (i / n + 0.5) * step;
        sum += Math.exp(p.logDensity(x, y)) * step * step;
      }
      assertEquals(1, sum, 1e-3, p.toString());
    }
  }

  @Test
  void flatDensitiesHaveNoSlopeInsideAndNoScoreOutside() {
    Checkerboard board = new Checkerboard(4, 2);
    assertArrayEquals(new double[2], board.score(-0.5, -1.5), 0);
    assertArrayEquals(NOWHERE, board.score(-1.5, -1.5), 0);
    assertArrayEquals(NOWHERE, board.score(9, 9), 0);
    Annulus flat = Annulus.byArea(2, 3);
    assertArrayEquals(new double[2], flat.score(0, 2.5), 0);
    assertArrayEquals(NOWHERE, flat.score(0, 1.9), 0);
    assertArrayEquals(NOWHERE, flat.score(3.1, 0), 0);
  }

  /** The score is the slope of log p, by differences; a disc's middle is inside it. */
  @Test
  void annulusFallsWithItsRadius() {
    Annulus a = Annulus.byRadius(2, 3);
    double h = 1e-5;
    double slope = (a.logDensity(1.5 + h, -2) - a.logDensity(1.5 - h, -2)) / (2 * h);
    assertEquals(slope, a.score(1.5, -2)[0], 1e-9);
    assertArrayEquals(NOWHERE, a.score(1, 1), 0);
    assertEquals(-Math.log(Math.PI * 9), Annulus.byArea(0, 3).logDensity(0, 0), 1e-14);
    assertEquals(Double.POSITIVE_INFINITY, Annulus.byRadius(0, 3).logDensity(0, 0));
    assertArrayEquals(NOWHERE, Annulus.byRadius(0, 3).score(0, 0), 0);
  }
}
