package flowlab.train;

import flowlab.Interpolant;
import java.util.random.RandomGenerator;

/** From rows (x_t, t) to the velocity of the path there. */
record FlowMatching(Interpolant interpolant) implements Objective {
  @Override
  public int dimension(int inputs, int outputs) {
    if (inputs != outputs + 1) {
      throw new IllegalArgumentException(
          "expected a net that takes (x, t), %d inputs for %d outputs, got %d inputs; Mlp.velocity(%d, …) makes one"
              .formatted(outputs + 1, outputs, inputs, outputs));
    }
    return outputs;
  }

  @Override
  public void rows(Draws draws, RandomGenerator random, double[] input, double[] target) {
    int d = draws.d();
    for (int row = 0, i = 0, at = 0; row < draws.n(); row++) {
      double t = draws.t()[row];
      double a = interpolant.alpha().applyAsDouble(t);
      double b = interpolant.beta().applyAsDouble(t);
      double aDot = interpolant.alphaDot().applyAsDouble(t);
      double bDot = interpolant.betaDot().applyAsDouble(t);
      for (int end = i + d; i < end; i++) {
        input[at++] = a * draws.x0()[i] + b * draws.x1()[i];
        target[i] = aDot * draws.x0()[i] + bDot * draws.x1()[i];
      }
      input[at++] = t;
    }
  }
}
