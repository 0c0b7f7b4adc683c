package flowlab.check;

import static flowlab.check.Planted.fails;
import static flowlab.check.Planted.holds;

import flowlab.model.Activation;
import flowlab.model.Mlp;
import flowlab.nd.AdamStep;
import flowlab.nd.DenseNet;
import flowlab.nd.Seeds;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.factory.Nd4j;

class GradientsTest {
  /** Every activation, but for the one with a corner: in double, by the plain path. */
  @ParameterizedTest
  @EnumSource(Activation.class)
  void networks(Activation activation) {
    RandomGenerator random = Seeds.generator(1);
    Mlp net = Mlp.of(activation, random, 3, 4, 2).inDouble();
    double[] x = random.doubles(12, -1, 1).toArray();
    double[] target = random.doubles(8, -1, 1).toArray();
    double[] at = net.parameters().toDoubleVector();
    Verdict verdict =
        Gradients.gradient(
            p -> loss(net, p, x, target, false)[0], p -> loss(net, p, x, target, true), at);
    holds(verdict);
    fails(
        Gradients.gradient(
            p -> loss(net, p, x, target, false)[0],
            p -> scaled(loss(net, p, x, target, true), 0.5),
            at),
        "a factor 0.5");
  }

  private static double[] loss(Mlp net, double[] p, double[] x, double[] y, boolean gradient) {
    try (DenseNet open = net.withParameters(Nd4j.createFromArray(p)).open()) {
      double loss = open.lossAndGradient(x, y, 4);
      return gradient ? open.gradient().toDoubleVector() : new double[] {loss};
    }
  }

  private static double[] scaled(double[] values, double factor) {
    return Arrays.stream(values).map(v -> factor * v).toArray();
  }

  @Test
  void byHand() {
    double[] at = {0.3, -1.2, 2};
    holds(
        Gradients.gradient(
            p -> p[0] * p[1] + p[2] * p[2], p -> new double[] {p[1], p[0], 2 * p[2]}, at));
    fails(
        Gradients.gradient(
            p -> p[0] * p[1] + p[2] * p[2], p -> new double[] {p[1], p[0], p[2]}, at),
        "number 2");
    fails(Gradients.gradient(p -> p[0] * p[0], p -> new double[] {-2 * p[0]}, 0.7), "a factor -1");
    fails(Gradients.gradient(p -> p[0] * p[0], p -> new double[1], 0.7), "still the stub");
    fails(Gradients.gradient(p -> p[0] * p[0], p -> null, 0.7), "null");
    fails(Gradients.gradient(p -> p[0] * p[0], p -> Planted.stub(), 0.7), "still the stub");
  }

  @Test
  void adam() {
    holds(Gradients.adamFirstStep((p, g, rate) -> ours(p, g, rate, 1)));
    fails(Gradients.adamFirstStep((p, g, rate) -> ours(p, g, rate, 2)), "k from 1");
    fails(Gradients.adamFirstStep((p, g, rate) -> ours(p, g, -rate, 1)));
    fails(Gradients.adamFirstStep((p, g, rate) -> p));
  }

  /** The formula of AdamStep, written out for moments of 0. */
  private static double[] ours(double[] p, double[] g, double rate, int k) {
    AdamStep step = new AdamStep(k, rate, 0.9, 0.999, 1e-12, 0);
    double[] next = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      double m = (1 - step.beta1()) * g[i] / (1 - Math.pow(step.beta1(), k));
      double v = (1 - step.beta2()) * g[i] * g[i] / (1 - Math.pow(step.beta2(), k));
      next[i] = p[i] - step.rate() * m / (Math.sqrt(v) + step.epsilon());
    }
    return next;
  }
}
