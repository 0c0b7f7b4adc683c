package flowlab.train;

import flowlab.Coupling;
import flowlab.Interpolant;
import flowlab.Sampler;
import flowlab.nd.Seeds;
import flowlab.nd.Shapes;
import java.util.random.RandomGenerator;

/** The rows of one step, drawn into arrays that live as long as the run. */
final class Batches {
  private final Interpolant interpolant;
  private final Sampler source;
  private final Sampler target;
  private final Coupling coupling;
  private final int n;
  private final int d;
  private final double[] x0;
  private final double[] x1;
  private final double[] matched;
  private final double[] t;
  private final double[] xt;
  private final double[] velocity;
  private final double[] input;

  Batches(
      Interpolant interpolant,
      Sampler source,
      Sampler target,
      Coupling coupling,
      int n,
      int d,
      int inputs,
      long seed) {
    if (inputs != d + 1) {
      throw new IllegalArgumentException(
          "expected a net that takes (x, t), %d inputs for %d outputs, got %d inputs; Mlp.velocity(%d, …) makes one"
              .formatted(d + 1, d, inputs, d));
    }
    this.interpolant = interpolant;
    this.source = source;
    this.target = target;
    this.coupling = coupling;
    this.n = n;
    this.d = d;
    x0 = new double[n * d];
    x1 = new double[n * d];
    matched = new double[n * d];
    t = new double[n];
    xt = new double[n * d];
    velocity = new double[n * d];
    input = new double[n * (d + 1)];
    requireData(seed);
  }

  void draw(RandomGenerator random) {
    source.fill(x0, n, random);
    target.fill(x1, n, random);
    for (int i = 0; i < n; i++) {
      t[i] = random.nextDouble();
    }
    interpolant.along(x0, pair(random), t, d, xt, velocity);
    for (int row = 0; row < n; row++) {
      System.arraycopy(xt, row * d, input, row * (d + 1), d);
      input[row * (d + 1) + d] = t[row];
    }
  }

  /** Rows (x_t, t). */
  double[] input() {
    return input;
  }

  /** Rows of the regression target. */
  double[] velocity() {
    return velocity;
  }

  private double[] pair(RandomGenerator random) {
    if (coupling == Coupling.INDEPENDENT) {
      return x1;
    }
    int[] match = coupling.match(Shapes.fromRows(x0, n, d), Shapes.fromRows(x1, n, d), random);
    for (int row = 0; row < n; row++) {
      System.arraycopy(x1, match[row] * d, matched, row * d, d);
    }
    return matched;
  }

  /** Missing values would only show as a loss of NaN; look at one batch before the first step. */
  private void requireData(long seed) {
    RandomGenerator random = Seeds.generator(seed, -1);
    source.fill(x0, n, random);
    target.fill(x1, n, random);
    Shapes.requireFinite("the source's samples", x0, d);
    Shapes.requireFinite("the target's samples", x1, d);
  }
}
