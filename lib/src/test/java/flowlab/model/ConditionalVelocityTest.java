package flowlab.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import flowlab.FieldWithDivergence;
import flowlab.Interpolant;
import flowlab.data.Gaussian;
import flowlab.data.GaussianMixture;
import flowlab.data.Points;
import flowlab.exact.ExactMixture;
import flowlab.nd.Seeds;
import flowlab.nd.Shapes;
import flowlab.stats.FieldError;
import flowlab.train.Objective;
import flowlab.train.Trainer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ConditionalVelocityTest {
  private static final ConditionalVelocity FRESH =
      new ConditionalVelocity(
          ConditionalVelocity.of(2, 3, 2, 16, Activation.SILU, Seeds.generator(1))
              .net()
              .inDouble());

  /** What a field is asked in three ways is the net's answer to (x, c, t). */
  @Test
  void isTheNetAtItsCondition() {
    INDArray x = Gaussian.standard(2).sample(5, Seeds.generator(2));
    FieldWithDivergence field = FRESH.given(0, 1, 0);
    INDArray c = Nd4j.tile(Nd4j.create(new double[][] {{0, 1, 0}}), 5, 1);
    INDArray expected =
        FRESH
            .net()
            .apply(Nd4j.hstack(x, c, Nd4j.valueArrayOf(new long[] {5, 1}, 0.3, x.dataType())));
    assertTrue(expected.equalsWithEps(field.at(x, 0.3), 1e-12));
    double[] u = new double[10];
    double[] divergence = new double[5];
    field.into(Shapes.toRows(x), 5, 0.3, u, divergence);
    assertArrayEquals(Shapes.toRows(expected), u, 1e-12);
    assertArrayEquals(divergence, field.divergence(x, 0.3), 1e-12);
    assertTrue(!expected.equalsWithEps(FRESH.given(1, 0, 0).at(x, 0.3), 1e-3));
  }

  @Test
  void theDivergenceIsOfThePointsAlone() {
    FieldWithDivergence field = FRESH.given(0.2, 1, -1);
    INDArray x = Gaussian.standard(2).sample(4, Seeds.generator(3));
    double h = 1e-5;
    double[] divergence = field.divergence(x, 0.4);
    for (int i = 0; i < 4; i++) {
      double sum = 0;
      for (int c = 0; c < 2; c++) {
        INDArray up = x.dup();
        INDArray down = x.dup();
        up.putScalar(i, c, x.getDouble(i, c) + h);
        down.putScalar(i, c, x.getDouble(i, c) - h);
        sum += (field.at(up, 0.4).getDouble(i, c) - field.at(down, 0.4).getDouble(i, c)) / (2 * h);
      }
      assertEquals(sum, divergence[i], 1e-7);
    }
  }

  /** Two Gaussians under two conditions: each field is that of its own, known in closed form. */
  @Test
  void learnsTheVelocityOfEachCondition() {
    Gaussian left = new Gaussian(new double[] {-2, 0}, 0.5);
    Gaussian right = new Gaussian(new double[] {1, 1}, 1.5);
    INDArray rows = Nd4j.vstack(labelled(left, 1, 0), labelled(right, 0, 1));
    ConditionalVelocity net =
        Trainer.of(
                Objective.conditional(Interpolant.linear(), 2),
                Gaussian.standard(4),
                new Points(rows))
            .steps(1_500)
            .batch(256)
            .learningRate(3e-3)
            .train(ConditionalVelocity.of(2, 2, 2, 48, Activation.SILU, Seeds.generator(4)))
            .model();
    assertTrue(error(net.given(1, 0), left) < 0.05, "left " + error(net.given(1, 0), left));
    assertTrue(error(net.given(0, 1), right) < 0.05, "right " + error(net.given(0, 1), right));
    assertTrue(error(net.given(0, 1), left) > 0.5, "the other's");
  }

  private static double error(FieldWithDivergence field, Gaussian data) {
    var one =
        new GaussianMixture(
            new double[] {1},
            new double[][] {data.mean()},
            new double[][][] {data.covariance().matrix()});
    var at =
        Interpolant.linear().sample(Gaussian.standard(2), data, 4_000, new SplittableRandom(5));
    return FieldError.of(field, new ExactMixture(one, Interpolant.linear()), at);
  }

  private static INDArray labelled(Gaussian data, double... label) {
    INDArray c = Nd4j.tile(Nd4j.create(new double[][] {label}), 3_000, 1);
    return Nd4j.hstack(data.sample(3_000, Seeds.generator(6)), c);
  }

  @Test
  void badInputTeaches() {
    assertEquals(3, FRESH.conditions());
    var e = assertThrows(IllegalArgumentException.class, () -> FRESH.given(1, 0));
    assertTrue(e.getMessage().contains("a condition of 3 numbers, got 2"), e.getMessage());
    Mlp plain = Mlp.velocity(2, 1, 8, Activation.SILU, Seeds.generator(1));
    e = assertThrows(IllegalArgumentException.class, () -> new ConditionalVelocity(plain));
    assertTrue(e.getMessage().contains("(x, c, t)"), e.getMessage());
    Trainer trainer =
        Trainer.of(
            Objective.conditional(Interpolant.linear(), 2),
            Gaussian.standard(4),
            Gaussian.standard(4));
    e = assertThrows(IllegalArgumentException.class, () -> trainer.steps(1).train(FRESH));
    assertTrue(e.getMessage().contains("ConditionalVelocity.of(2, 2, …)"), e.getMessage());
  }
}
