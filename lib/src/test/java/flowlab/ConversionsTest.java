package flowlab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import flowlab.Conversions.Prediction;
import flowlab.data.Gaussian;
import flowlab.data.GaussianMixture;
import flowlab.exact.ExactMixture;
import flowlab.nd.Seeds;
import flowlab.nd.Shapes;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ConversionsTest {
  private static final GaussianMixture DATA =
      new GaussianMixture(
          new double[] {0.66, 0.34}, new double[][] {{2, -1}, {-1, 1.5}}, new double[] {0.8, 0.5});
  private static final Interpolant[] PATHS = {
    Interpolant.linear(),
    Interpolant.trigonometric(),
    Interpolant.conditionalOt(0.01),
    Interpolant.cosine(),
    Interpolant.polynomial(2)
  };

  private static INDArray exact(ExactMixture field, Prediction what, INDArray x, double t) {
    return switch (what) {
      case VELOCITY -> field.at(x, t);
      case SCORE -> field.score(x, t);
      case NOISE -> field.meanNoise(x, t);
      case DATA -> field.meanData(x, t);
    };
  }

  private static VectorField exact(ExactMixture field, Prediction what) {
    return (x, t) -> {
      double[] rows = new double[(int) x.length()];
      for (int i = 0; i < x.rows(); i++) {
        INDArray one = exact(field, what, x.getRow(i, true), t.getDouble(i));
        System.arraycopy(Shapes.toRows(one), 0, rows, i * x.columns(), x.columns());
      }
      return Shapes.fromRows(rows, x.rows(), x.columns());
    };
  }

  @Test
  void everyPredictionGivesEveryOther() {
    INDArray x = new Gaussian(new double[2], 1.5).sample(10, Seeds.generator(1));
    for (Interpolant path : PATHS) {
      var field = new ExactMixture(DATA, path);
      var conversions = Conversions.along(path);
      for (double t : new double[] {0.1, 0.5, 0.9}) {
        for (Prediction from : Prediction.values()) {
          for (Prediction to : Prediction.values()) {
            INDArray q = exact(field, from, x, t);
            INDArray expected = exact(field, to, x, t);
            String what = path.name() + ": " + from + " to " + to + " at " + t;
            assertNear(expected, conversions.convert(from, to, x, q, t), 1e-11, what);
          }
        }
      }
    }
  }

  /** The limits at both ends, of fields; the polynomial path stands still at 0, so not that. */
  @Test
  void endsAreTheLimits() {
    INDArray x = new Gaussian(new double[2], 1.2).sample(10, Seeds.generator(2));
    for (Interpolant path : new Interpolant[] {PATHS[0], PATHS[1], PATHS[2]}) {
      var field = new ExactMixture(DATA, path);
      var conversions = Conversions.along(path);
      for (double t : new double[] {0, 1}) {
        for (Prediction from : Prediction.values()) {
          for (Prediction to : Prediction.values()) {
            boolean blind = from == Prediction.DATA && t == 1 && to == Prediction.SCORE;
            INDArray expected = exact(field, to, x, t);
            INDArray value = conversions.convert(from, to, exact(field, from)).at(x, t);
            String what = path.name() + ": " + from + " to " + to + " at " + t;
            assertNear(expected, value, blind ? 1e-4 : 1e-5, what);
          }
        }
      }
    }
  }

  /** From the velocity the score is (t u − x)/(1 − t), not minus that and not over t. */
  @Test
  void straightPathInWords() {
    INDArray x = Nd4j.create(new double[][] {{0.3, -2}});
    INDArray u = Nd4j.create(new double[][] {{1.5, 0.25}});
    var straight = Conversions.along(Interpolant.linear());
    VectorField constant = (y, t) -> u;
    assertNear(u.mul(0.2).sub(x).div(0.8), straight.score(constant).at(x, 0.2), 1e-14, "score");
    assertNear(x.add(u.mul(0.8)), straight.data(constant).at(x, 0.2), 1e-14, "data");
    assertNear(x.sub(u.mul(0.2)), straight.noise(constant).at(x, 0.2), 1e-14, "noise");
  }

  @Test
  void loneValuesAreRefusedWhereTheySayNothing() {
    INDArray x = Nd4j.zeros(1, 2);
    var straight = Conversions.along(Interpolant.linear());
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> straight.convert(Prediction.VELOCITY, Prediction.SCORE, x, x, 1));
    assertTrue(e.getMessage().contains("the velocity says nothing of the score"), e.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> straight.convert(Prediction.NOISE, Prediction.DATA, x, x, 0));
  }

  @Test
  void interpolantsAreCheckedAtTheirEnds() {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Interpolant.of(t -> t, t -> 1 - t, t -> 1, t -> -1));
    assertTrue(e.getMessage().contains("from noise at 0 to data at 1"), e.getMessage());
    Interpolant cubic = Interpolant.polynomial(3);
    assertEquals(0.125, cubic.beta().applyAsDouble(0.5), 1e-15);
    assertEquals(0.5, Interpolant.cosine().beta().applyAsDouble(0.5), 1e-15);
  }

  private static void assertNear(INDArray expected, INDArray actual, double eps, String what) {
    double[] e = Shapes.toRows(expected);
    double[] a = Shapes.toRows(actual);
    for (int i = 0; i < e.length; i++) {
      assertEquals(e[i], a[i], eps * Math.max(1, Math.abs(e[i])), what);
    }
  }
}
