package flowlab.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import flowlab.Interpolant;
import flowlab.VectorField;
import flowlab.data.Annulus;
import flowlab.data.Checkerboard;
import flowlab.data.Gaussian;
import flowlab.data.GaussianMixture;
import flowlab.data.Points;
import flowlab.nd.Seeds;
import flowlab.nd.Shapes;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ExactFieldsTest {
  @Test
  void quadratureIsExactForPolynomials() {
    GaussLegendre rule = GaussLegendre.of(40);
    for (int power : new int[] {0, 2, 10, 78}) {
      double sum = 0;
      for (int i = 0; i < 40; i++) {
        sum += rule.weights()[i] * Math.pow(rule.nodes()[i], power);
      }
      assertEquals(2.0 / (power + 1), sum, 1e-14);
    }
  }

  /**
   * ∂ₜ log p + u·∇ log p + ∇·u = 0, the time derivative by differences of fourth order with a step
   * small beside what is left of the time: their error is h⁴/30 of the fifth derivative.
   */
  @Test
  void annulusIsTransported() {
    for (Annulus annulus : new Annulus[] {Annulus.byArea(2, 3), Annulus.byRadius(2, 3)}) {
      var exact = new ExactAnnulus(annulus);
      for (double t : new double[] {0.2, 0.6, 0.9}) {
        double h = 5e-4 * (1 - t);
        for (double[] x : new double[][] {{0.3, 0.1}, {1, -2}, {2.5, 3}}) {
          INDArray row = Nd4j.create(new double[][] {x});
          double near = log(exact, x, t + h) - log(exact, x, t - h);
          double far = log(exact, x, t + 2 * h) - log(exact, x, t - 2 * h);
          double change = (8 * near - far) / (12 * h);
          double[] u = Shapes.toRows(exact.at(row, t));
          double[] score = Shapes.toRows(exact.score(row, t));
          double transport = u[0] * score[0] + u[1] * score[1];
          double residual = change + transport + exact.divergence(row, t)[0];
          assertEquals(0, residual, 1e-9 * Math.max(1, Math.abs(transport)), annulus + " t = " + t);
        }
      }
    }
  }

  @Test
  void annulusHoldsAtBothEndsAndFarOut() {
    var exact = new ExactAnnulus(Annulus.byArea(2, 3));
    INDArray x = Nd4j.create(new double[][] {{0, 0}, {0, 2.5}, {1e3, 0}, {-1e8, 1}});
    for (double t : new double[] {0, 1e-9, 0.5, 1 - 1e-6}) {
      Shapes.requireFinite("velocity at t = " + t, Shapes.toRows(exact.at(x, t)), 2);
      Shapes.requireFinite("log p at t = " + t, exact.logDensity(x, t), 1);
    }
    assertEquals(-2.5, exact.at(x, 0).getDouble(1, 1), 1e-12);
    assertEquals(Gaussian.standard(2).logDensity(0, 2.5), exact.logDensity(x, 0)[1], 1e-12);
    assertEquals(2.5, exact.at(x, 1).getDouble(1, 1), 1e-12);
    assertEquals(2.5, exact.at(x, 1 - 1e-6).getDouble(1, 1), 1e-5);
    assertEquals(-Math.log(5 * Math.PI), exact.logDensity(x, 1)[1], 1e-12);
    assertEquals(-Math.log(5 * Math.PI), exact.logDensity(x, 1 - 1e-6)[1], 1e-5);
    // Far out in the plane the nearest point of the annulus takes all: its mean is the outer edge.
    assertEquals(3, exact.meanData(x, 0.5).getDouble(2, 0), 1e-2);
  }

  /** Score and divergence against differences of log p and u, at early and late times. */
  @Test
  void scoresAndDivergencesAreTheDerivatives() {
    var annulus = new ExactAnnulus(Annulus.byRadius(2, 3));
    var board = new ExactCheckerboard(new Checkerboard(4, 2));
    var points =
        new ExactPoints(
            new Points(Nd4j.create(new double[][] {{1, 0}, {-2, 1}, {0, -3}})),
            Interpolant.trigonometric());
    for (double t : new double[] {0, 0.1, 0.5, 0.9}) {
      for (double[] x : new double[][] {{0.3, 0.1}, {1, -2.2}, {2.5, 3}}) {
        INDArray row = Nd4j.create(new double[][] {x});
        String at = "t = " + t;
        assertDerivatives(
            annulus, annulus::logDensity, annulus.score(row, t), annulus.divergence(row, t), x, t);
        assertDerivatives(
            board, board::logDensity, board.score(row, t), board.divergence(row, t), x, t);
        assertDerivatives(
            points, points::logDensity, points.score(row, t), points.divergence(row, t), x, t);
        INDArray mean = board.meanData(row, t);
        if (t > 0) {
          INDArray u = mean.sub(row).div(1 - t);
          assertTrue(u.equalsWithEps(board.at(row, t), 1e-12), at);
        }
      }
    }
  }

  private interface LogDensity {
    double[] at(INDArray x, double t);
  }

  private static void assertDerivatives(
      VectorField u, LogDensity log, INDArray score, double[] divergence, double[] x, double t) {
    double h = 1e-5;
    double sum = 0;
    for (int c = 0; c < 2; c++) {
      double[] up = x.clone();
      double[] down = x.clone();
      up[c] += h;
      down[c] -= h;
      INDArray above = Nd4j.create(new double[][] {up});
      INDArray below = Nd4j.create(new double[][] {down});
      double slope = (log.at(above, t)[0] - log.at(below, t)[0]) / (2 * h);
      assertEquals(
          slope, score.getDouble(0, c), 1e-6 * (1 + Math.abs(slope)), u + " score, t = " + t);
      sum += (u.at(above, t).getDouble(0, c) - u.at(below, t).getDouble(0, c)) / (2 * h);
    }
    assertEquals(sum, divergence[0], 1e-6 * (1 + Math.abs(sum)), u + " divergence, t = " + t);
  }

  /** Far out and late nothing is lost: Mills' ratio gives the variance of a tail, 1/a². */
  @Test
  void varianceOfATail() {
    assertEquals(1, TruncatedNormal.variance(-50, 50), 1e-12);
    assertEquals(1 - 2 / Math.PI, TruncatedNormal.variance(0, 1e9), 1e-12);
    assertEquals(1e-6, TruncatedNormal.variance(1e3, 2e3), 1e-11);
    assertEquals(1e-6, TruncatedNormal.variance(-2e3, -1e3), 1e-11);
    assertEquals(1e-12 / 12, TruncatedNormal.variance(1, 1 + 1e-6), 1e-20);
    var board = new ExactCheckerboard(new Checkerboard(4, 2));
    INDArray x = Nd4j.create(new double[][] {{-0.5, -1.5}, {1e3, 0}});
    Shapes.requireFinite("divergence", board.divergence(x, 1 - 1e-6), 1);
    assertEquals(2, board.divergence(x, 1 - 1e-6)[0], 1e-3);
    assertEquals(2, board.divergence(x, 1)[0], 0);
    assertEquals(0, board.score(x, 1 - 1e-6).getDouble(0, 0), 1e-3);
  }

  /** A finite set is a mixture whose components have shrunk to nothing. */
  @Test
  void finiteSetIsTheLimitOfAMixture() {
    double[][] rows = {{1, 0}, {-2, 1}, {0, -3}};
    double tiny = 1e-7;
    var mixture =
        new GaussianMixture(
            new double[] {1.0 / 3, 1.0 / 3, 1.0 / 3}, rows, new double[] {tiny, tiny, tiny});
    INDArray x = new Gaussian(new double[2], 2).sample(20, Seeds.generator(1));
    for (Interpolant path : new Interpolant[] {Interpolant.linear(), Interpolant.trigonometric()}) {
      var points = new ExactPoints(new Points(Nd4j.create(rows)), path);
      var limit = new ExactMixture(mixture, path);
      for (double t : new double[] {0, 0.5, 0.9}) {
        assertTrue(points.at(x, t).equalsWithEps(limit.at(x, t), 1e-9), path.name() + t);
        assertTrue(points.meanData(x, t).equalsWithEps(limit.meanData(x, t), 1e-9));
        double[] expected = limit.logDensity(x, t);
        double[] log = points.logDensity(x, t);
        for (int i = 0; i < log.length; i++) {
          assertEquals(expected[i], log[i], 1e-9 * Math.max(1, Math.abs(log[i])));
        }
      }
    }
    var points = new ExactPoints(new Points(Nd4j.create(rows)), Interpolant.linear());
    assertEquals(-3, points.at(Nd4j.create(new double[][] {{0, -3}}), 1).getDouble(0, 1), 0);
    var e = assertThrows(IllegalArgumentException.class, () -> points.logDensity(x, 1));
    assertTrue(e.getMessage().contains("no density"), e.getMessage());
  }

  private static double log(ExactAnnulus exact, double[] x, double t) {
    return exact.logDensity(Nd4j.create(new double[][] {x}), t)[0];
  }
}
