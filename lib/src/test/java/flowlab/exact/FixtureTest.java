package flowlab.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import flowlab.Interpolant;
import flowlab.VectorField;
import flowlab.data.Annulus;
import flowlab.data.Checkerboard;
import flowlab.data.GaussianMixture;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** Against values computed independently (numpy/scipy, double). */
class FixtureTest {
  private static final JsonNode FIXTURES = read();

  @Test
  void checkerboard() {
    JsonNode board = FIXTURES.get("checkerboard");
    var exact =
        new ExactCheckerboard(
            new Checkerboard(board.get("grid").asInt(), board.get("scale").asDouble()));
    for (JsonNode point : board.get("points")) {
      double t = point.get("t").asDouble();
      double[] x = doubles(point.get("x"));
      INDArray row = Nd4j.create(new double[][] {x});
      assertNear(point.get("logDensity").asDouble(), exact.logDensity(row, t)[0], "log p at " + x);
      assertVelocity(exact, point);
      assertNear(doubles(point.get("meanData")), exact.meanData(row, t), "E[X1|x]");
    }
  }

  @Test
  void mixtures() {
    int tested = 0;
    for (JsonNode node : FIXTURES.get("mixtures")) {
      var exact = new ExactMixture(mixture(node), path(node.get("path").asText()));
      for (JsonNode point : node.get("points")) {
        double t = point.get("t").asDouble();
        double[] x = doubles(point.get("x"));
        INDArray row = Nd4j.create(new double[][] {x});
        assertVelocity(exact, point);
        assertNear(point.get("logDensity").asDouble(), exact.logDensity(row, t)[0], "log p");
        assertNear(point.get("divergence").asDouble(), exact.divergence(row, t)[0], "div u");
        assertNear(doubles(point.get("score")), exact.score(row, t), "score");
        assertNear(doubles(point.get("meanData")), exact.meanData(row, t), "E[X1|x]");
        assertNear(doubles(point.get("meanNoise")), exact.meanNoise(row, t), "E[X0|x]");
        assertPosterior(point.get("posteriorOfY"), exact.posteriorOfY(x, t));
        tested++;
      }
    }
    assertEquals(96, tested);
  }

  @Test
  void annuli() {
    for (JsonNode node : FIXTURES.get("annulus")) {
      double inner = node.get("inner").asDouble();
      double outer = node.get("outer").asDouble();
      boolean byArea = node.get("density").asText().equals("uniform by area");
      var exact =
          new ExactAnnulus(byArea ? Annulus.byArea(inner, outer) : Annulus.byRadius(inner, outer));
      for (JsonNode point : node.get("points")) {
        double t = point.get("t").asDouble();
        INDArray row = Nd4j.create(new double[][] {doubles(point.get("x"))});
        assertEquals(point.get("logDensity").asDouble(), exact.logDensity(row, t)[0], 1e-7);
        for (int i = 0; i < 2; i++) {
          double mean = point.get("meanData").get(i).asDouble();
          double u = point.get("velocity").get(i).asDouble();
          assertEquals(mean, exact.meanData(row, t).getDouble(0, i), 1e-7);
          assertEquals(u, exact.at(row, t).getDouble(0, i), 1e-7 * Math.max(1, Math.abs(u)));
        }
      }
    }
  }

  private static void assertPosterior(JsonNode expected, GaussianMixture y) {
    assertEquals(expected.size(), y.components());
    for (int k = 0; k < y.components(); k++) {
      assertNear(expected.get(k).get("weight").asDouble(), y.weights()[k], "weight " + k);
      double[][] covariance = y.covariances().get(k).matrix();
      for (int i = 0; i < y.dimension(); i++) {
        assertNear(expected.get(k).get("mean").get(i).asDouble(), y.means()[k][i], "mean of Y");
        for (int j = 0; j < y.dimension(); j++) {
          double entry = expected.get(k).get("covariance").get(i).get(j).asDouble();
          assertNear(entry, covariance[i][j], "covariance of Y");
        }
      }
    }
  }

  private static void assertVelocity(VectorField field, JsonNode point) {
    double t = point.get("t").asDouble();
    double[] x = doubles(point.get("x"));
    double[] expected = doubles(point.get("velocity"));
    INDArray batch = field.at(Nd4j.create(new double[][] {x}), t);
    double[] into = new double[x.length];
    field.into(x, 1, t, into);
    for (int i = 0; i < x.length; i++) {
      assertNear(expected[i], batch.getDouble(0, i), "velocity at t = " + t);
      assertNear(expected[i], into[i], "velocity into at t = " + t);
    }
  }

  private static GaussianMixture mixture(JsonNode node) {
    JsonNode covariances = node.get("covariances");
    double[][] means = new double[covariances.size()][];
    double[][][] matrices = new double[means.length][][];
    for (int k = 0; k < means.length; k++) {
      means[k] = doubles(node.get("means").get(k));
      matrices[k] = new double[means[k].length][];
      for (int i = 0; i < means[k].length; i++) {
        matrices[k][i] = doubles(covariances.get(k).get(i));
      }
    }
    return new GaussianMixture(doubles(node.get("weights")), means, matrices);
  }

  private static Interpolant path(String name) {
    return name.equals("linear") ? Interpolant.linear() : Interpolant.trigonometric();
  }

  private static void assertNear(double expected, double actual, String what) {
    assertEquals(expected, actual, 1e-9 * Math.max(1, Math.abs(expected)), what);
  }

  private static void assertNear(double[] expected, INDArray actual, String what) {
    for (int i = 0; i < expected.length; i++) {
      assertNear(expected[i], actual.getDouble(0, i), what);
    }
  }

  private static double[] doubles(JsonNode array) {
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).asDouble();
    }
    return values;
  }

  private static JsonNode read() {
    try (InputStream in = FixtureTest.class.getResourceAsStream("/exact.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
