package flowlab.train;

import flowlab.Interpolant;
import flowlab.nd.DenseNet;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** From rows (x_s, s, t) to the mean velocity from s to t of the flow that passes there. */
record MeanFlow(Interpolant interpolant) implements Objective {
  private static final double STEP = 5e-3; // of the slope along the walk, from both sides

  @Override
  public int dimension(int inputs, int outputs) {
    if (inputs != outputs + 2) {
      throw new IllegalArgumentException(
          "expected a net that takes (x, s, t), %d inputs for %d outputs, got %d inputs; MeanVelocity.of(%d, …) makes one"
              .formatted(outputs + 2, outputs, inputs, outputs));
    }
    return outputs;
  }

  /** The velocity alone: what is left of the target when t = s, as in half of the rows. */
  @Override
  public void rows(Draws draws, RandomGenerator random, double[] input, double[] target) {
    int d = draws.d();
    for (int row = 0, at = 0; row < draws.n(); row++) {
      double one = draws.t()[row];
      double other = random.nextBoolean() ? one : random.nextDouble();
      double s = Math.min(one, other);
      interpolant.along(draws.x0(), draws.x1(), row * d, s, d, input, at, target, row * d);
      at += d;
      input[at++] = s;
      input[at++] = Math.max(one, other);
    }
  }

  /** Adds (t − s) du/ds along the walk, the net's own, by differences. */
  @Override
  public void aim(DenseNet net, double[] input, double[] target, int n) {
    int d = 2 * target.length / (input.length - target.length); // R (d + 2) numbers, and R d
    double[] ahead = moved(input, target, n, d, STEP);
    double[] behind = moved(input, target, n, d, -STEP);
    double[] up = new double[n * d];
    double[] down = new double[n * d];
    net.forward(ahead, n, up);
    net.forward(behind, n, down);
    for (int i = 0; i < n * d; i++) {
      int at = i / d * (d + 2) + d;
      target[i] += (input[at + 1] - input[at]) * (up[i] - down[i]) / (2 * STEP);
    }
  }

  /** The walks' points a little later. */
  private static double[] moved(double[] input, double[] velocity, int n, int d, double by) {
    double[] moved = Arrays.copyOf(input, n * (d + 2));
    for (int row = 0; row < n; row++) {
      int at = row * (d + 2);
      for (int c = 0; c < d; c++) moved[at + c] += by * velocity[row * d + c];
      moved[at + d] += by;
    }
    return moved;
  }
}
