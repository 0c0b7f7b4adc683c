package flowlab.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import flowlab.Interpolant;
import flowlab.data.Gaussian;
import flowlab.nd.Seeds;
import flowlab.nd.Shapes;
import flowlab.train.LearningRate;
import flowlab.train.Objective;
import flowlab.train.Trainer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class MeanVelocityTest {
  private static final MeanVelocity FRESH =
      MeanVelocity.of(2, 2, 16, Activation.SILU, Seeds.generator(1));

  @Test
  void aJumpIsTheMeanVelocityTimesItsTime() {
    INDArray x = Gaussian.standard(2).sample(5, Seeds.generator(2));
    INDArray jumped = FRESH.jump(x, 0.25, 0.75).sub(x);
    assertEquals(
        0, jumped.sub(FRESH.at(x, 0.25, 0.75).mul(0.5)).norm2Number().doubleValue(), 1e-12);
    INDArray now = FRESH.velocity().at(x, 0.3).sub(FRESH.at(x, 0.3, 0.3));
    assertEquals(0, now.norm2Number().doubleValue(), 1e-6);
  }

  /**
   * From its own identity the net learns (ψ(x) − x)/(t − s), which one Gaussian has in closed form.
   */
  @Test
  void itLearnsTheMeanOfAFlowItNeverSolved() {
    double m = 1;
    double sigma = 0.4;
    MeanVelocity net =
        Trainer.of(
                Objective.meanVelocity(Interpolant.linear()),
                Gaussian.standard(1),
                new Gaussian(new double[] {m}, sigma))
            .steps(4_000)
            .batch(256)
            .learningRate(LearningRate.cosine(5e-3, 1e-4))
            .seed(3)
            .train(MeanVelocity.of(1, 2, 32, Activation.SILU, Seeds.generator(4)))
            .model();
    double[] x = {-1, -0.3, 0.4, 1.1};
    for (double[] stretch : new double[][] {{0, 1}, {0, 0.5}, {0.3, 0.9}, {0.4, 0.4}}) {
      double s = stretch[0];
      double t = stretch[1];
      double[] u = net.at(Shapes.fromRows(x.clone(), 4, 1), s, t).toDoubleVector();
      for (int i = 0; i < 4; i++) {
        assertEquals(m + slope(sigma, s, t) * (x[i] - s * m), u[i], 0.1, "from " + s + " to " + t);
      }
    }
  }

  private static double slope(double sigma, double s, double t) {
    double now = s * s * sigma * sigma + (1 - s) * (1 - s);
    return s == t
        ? (s * sigma * sigma - (1 - s)) / now
        : (Math.hypot(t * sigma, 1 - t) / Math.sqrt(now) - 1) / (t - s);
  }

  @Test
  void refusesWhatDoesNotFit() {
    Mlp plain = Mlp.velocity(2, 1, 8, Activation.SILU, Seeds.generator(1));
    var e = assertThrows(IllegalArgumentException.class, () -> new MeanVelocity(plain));
    assertTrue(e.getMessage().contains("(x, s, t), 4 of them"), e.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> FRESH.jump(Gaussian.standard(2).sample(2, Seeds.generator(1)), 0, 1.5));
    Trainer trainer =
        Trainer.of(
            Objective.meanVelocity(Interpolant.linear()),
            Gaussian.standard(2),
            Gaussian.standard(2));
    e = assertThrows(IllegalArgumentException.class, () -> trainer.train(plain));
    assertTrue(e.getMessage().contains("MeanVelocity.of(2, …)"), e.getMessage());
  }
}
