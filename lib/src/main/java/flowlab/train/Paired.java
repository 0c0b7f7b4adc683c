package flowlab.train;

import flowlab.Interpolant;
import java.util.random.RandomGenerator;

/** Flow matching on pairs that are given: a row of the data is (x₀, x₁). */
record Paired(FlowMatching matching) implements Objective {
  Paired(Interpolant interpolant) {
    this(new FlowMatching(interpolant, 0));
  }

  @Override
  public int dimension(int inputs, int outputs) {
    return 2 * matching.dimension(inputs, outputs);
  }

  @Override
  public void rows(Draws draws, RandomGenerator random, double[] input, double[] target) {
    int n = draws.n();
    int d = draws.d() / 2;
    double[] x0 = new double[n * d];
    double[] x1 = new double[n * d];
    for (int row = 0; row < n; row++) {
      System.arraycopy(draws.x1(), 2 * d * row, x0, d * row, d);
      System.arraycopy(draws.x1(), 2 * d * row + d, x1, d * row, d);
    }
    matching.rows(new Draws(x0, x1, draws.t(), n, d), random, input, target);
  }
}
