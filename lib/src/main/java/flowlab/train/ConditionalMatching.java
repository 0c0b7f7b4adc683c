package flowlab.train;

import flowlab.Interpolant;
import flowlab.nd.Shapes;
import java.util.random.RandomGenerator;

/** From rows (x_t, c, t) to the velocity of the path of x. */
record ConditionalMatching(Interpolant interpolant, int conditions) implements Objective {
  ConditionalMatching {
    Shapes.requirePositive("the numbers of a condition", conditions);
  }

  @Override
  public int dimension(int inputs, int outputs) {
    if (inputs != outputs + conditions + 1) {
      throw new IllegalArgumentException(
          "expected a net that takes (x, c, t), %d inputs for %d outputs, got %d inputs; ConditionalVelocity.of(%d, %d, …) makes one"
              .formatted(outputs + conditions + 1, outputs, inputs, outputs, conditions));
    }
    return outputs + conditions;
  }

  @Override
  public void rows(Draws draws, RandomGenerator random, double[] input, double[] target) {
    int d = draws.d() - conditions;
    for (int row = 0, i = 0, at = 0, out = 0; row < draws.n(); row++) {
      double t = draws.t()[row];
      double a = interpolant.alpha().applyAsDouble(t);
      double b = interpolant.beta().applyAsDouble(t);
      double aDot = interpolant.alphaDot().applyAsDouble(t);
      double bDot = interpolant.betaDot().applyAsDouble(t);
      for (int end = i + d; i < end; i++) {
        input[at++] = a * draws.x0()[i] + b * draws.x1()[i];
        target[out++] = aDot * draws.x0()[i] + bDot * draws.x1()[i];
      }
      for (int end = i + conditions; i < end; i++) {
        input[at++] = draws.x1()[i];
      }
      input[at++] = t;
    }
  }
}
