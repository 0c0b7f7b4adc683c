package flowlab.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import flowlab.Interpolant;
import flowlab.VectorField;
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
    }
  }

  @Test
  void isotropicMixtures() {
    int tested = 0;
    for (JsonNode mixture : FIXTURES.get("mixtures")) {
      GaussianMixture data = isotropic(mixture);
      if (data != null) {
        var exact = new ExactMixture(data, path(mixture.get("path").asText()));
        for (JsonNode point : mixture.get("points")) {
          assertVelocity(exact, point);
          tested++;
        }
      }
    }
    assertTrue(tested > 20, "only " + tested + " points");
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

  private static GaussianMixture isotropic(JsonNode mixture) {
    JsonNode covariances = mixture.get("covariances");
    double[] sigmas = new double[covariances.size()];
    double[][] means = new double[sigmas.length][];
    for (int k = 0; k < sigmas.length; k++) {
      means[k] = doubles(mixture.get("means").get(k));
      double variance = covariances.get(k).get(0).get(0).asDouble();
      for (int i = 0; i < means[k].length; i++) {
        for (int j = 0; j < means[k].length; j++) {
          if (covariances.get(k).get(i).get(j).asDouble() != (i == j ? variance : 0)) {
            return null;
          }
        }
      }
      sigmas[k] = Math.sqrt(variance);
    }
    return new GaussianMixture(doubles(mixture.get("weights")), means, sigmas);
  }

  private static Interpolant path(String name) {
    return name.equals("linear") ? Interpolant.linear() : Interpolant.trigonometric();
  }

  private static void assertNear(double expected, double actual, String what) {
    assertEquals(expected, actual, 1e-9 * Math.max(1, Math.abs(expected)), what);
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
