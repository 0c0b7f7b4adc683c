package flowlab.train;

import java.util.random.RandomGenerator;

/** From rows (x_t, t, y_s, s) to the velocity of the inner path from noise to Y = x₁ − x₀. */
record Transition(TimeSampling inner) implements Objective {
  @Override
  public int dimension(int inputs, int outputs) {
    if (inputs != 2 * outputs + 2) {
      throw new IllegalArgumentException(
          "expected a net that takes (x, t, y, s), %d inputs for %d outputs, got %d inputs; TransitionModel.of(%d, …) makes one"
              .formatted(2 * outputs + 2, outputs, inputs, outputs));
    }
    return outputs;
  }

  @Override
  public void rows(Draws draws, RandomGenerator random, double[] input, double[] target) {
    int n = draws.n();
    int d = draws.d();
    int width = 2 * d + 2;
    inner.fill(target, n, random); // there is room for them there, until the targets are known
    for (int row = 0; row < n; row++) input[row * width + 2 * d + 1] = target[row];
    for (int row = 0; row < n; row++) {
      int at = row * width;
      double t = draws.t()[row];
      double s = input[at + 2 * d + 1];
      for (int c = 0; c < d; c++) {
        int i = row * d + c;
        double y = draws.x1()[i] - draws.x0()[i];
        double noise = random.nextGaussian();
        input[at + c] = (1 - t) * draws.x0()[i] + t * draws.x1()[i];
        input[at + d + 1 + c] = (1 - s) * noise + s * y;
        target[i] = y - noise;
      }
      input[at + d] = t;
    }
  }
}
