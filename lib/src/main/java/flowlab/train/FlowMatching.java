package flowlab.train;

import flowlab.Interpolant;
import java.util.random.RandomGenerator;

/**
 * From rows (x_t, c, t) to the velocity of the path of x, where c are the last numbers of a row of
 * data; or, without any such condition, from rows (x_t, t).
 */
record FlowMatching(Interpolant interpolant, int conditions) implements Objective {
  @Override
  public int dimension(int inputs, int outputs) {
    if (inputs != outputs + conditions + 1) {
      String expected =
          conditions == 0
              ? "(x, t), %d inputs for %d outputs, got %d inputs; Mlp.velocity(%d, …) makes one"
              : "(x, c, t), %d inputs for %d outputs, got %d inputs; ConditionalVelocity.of(%d, %d,"
                  + " …) makes one";
      throw new IllegalArgumentException(
          ("expected a net that takes " + expected)
              .formatted(outputs + conditions + 1, outputs, inputs, outputs, conditions));
    }
    return outputs + conditions;
  }

  @Override
  public void rows(Draws draws, RandomGenerator random, double[] input, double[] target) {
    int d = draws.d() - conditions;
    for (int row = 0, i = 0, at = 0; row < draws.n(); row++) {
      double t = draws.t()[row];
      interpolant.along(draws.x0(), draws.x1(), i, t, d, input, at, target, row * d);
      System.arraycopy(draws.x1(), i + d, input, at + d, conditions);
      i += draws.d();
      at += draws.d() + 1;
      input[at - 1] = t;
    }
  }
}
