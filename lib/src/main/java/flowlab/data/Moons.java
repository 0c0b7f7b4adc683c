package flowlab.data;

import flowlab.nd.Shapes;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Two interleaved half circles: (cos θ, sin θ) and (1 − cos θ, ½ − sin θ) with θ uniform on [0, π],
 * then noise, then x ← scale · x + shift. The literature means several sets by this name; each is a
 * factory here.
 *
 * @param noise of the points before they are scaled: the standard deviation, or the width
 * @param kind what the noise is
 * @param scale factor of both axes
 * @param shiftX added to the first axis
 * @param shiftY added to the second
 */
public record Moons(double noise, Noise kind, double scale, double shiftX, double shiftY)
    implements RowSampler {
  /** What is added to the points of the half circles. */
  public enum Noise {
    /** Noise from N(0, noise² I). */
    NORMAL,
    /** One U(0, noise) added to both coordinates: along the diagonal, as torchdyn has it. */
    SHARED_UNIFORM
  }

  public Moons {
    if (!(noise >= 0) || Double.isInfinite(noise)) {
      throw new IllegalArgumentException("expected noise of at least 0, got " + noise);
    }
  }

  /** The moons of {@code sklearn.datasets.make_moons(noise)}. */
  public static Moons sklearn(double noise) {
    return new Moons(noise, Noise.NORMAL, 1, 0, 0);
  }

  /** "N → moons" of OT-CFM and [SF]²M: noise 0.05, twice as large, first axis less 1. */
  public static Moons conditionalFlow() {
    return new Moons(0.05, Noise.NORMAL, 2, -1, 0);
  }

  /** What {@code torchcfm.utils.sample_moons} draws: torchdyn's at noise 0.2, times 3, less 1. */
  public static Moons torchcfm() {
    return new Moons(0.2, Noise.SHARED_UNIFORM, 3, -1, -1);
  }

  /**
   * Of diffusion Schrödinger bridges: noise 0.1, less the mean of all coordinates (3/8, the same
   * for both axes), divided by their common standard deviation, times 7.
   */
  public static Moons bridge() {
    double mean = 0.375;
    double variance = 0.5 * (1.625 - 1 / Math.PI) + 0.01 - mean * mean;
    double scale = 7 / Math.sqrt(variance);
    return new Moons(0.1, Noise.NORMAL, scale, -scale * mean, -scale * mean);
  }

  @Override
  public int dimension() {
    return 2;
  }

  /** scale · (½, ¼) + shift, and half the width of a shared noise. */
  public double[] mean() {
    double along = kind == Noise.SHARED_UNIFORM ? noise / 2 : 0;
    return new double[] {scale * (0.5 + along) + shiftX, scale * (0.25 + along) + shiftY};
  }

  /** The covariance, scale² (¾, ⅛ − 1/π; ⅛ − 1/π, 9/16 − 1/π) and the noise's. */
  public double[][] covariance() {
    boolean shared = kind == Noise.SHARED_UNIFORM;
    double own = shared ? noise * noise / 12 : noise * noise;
    double both = shared ? noise * noise / 12 : 0;
    double square = scale * scale;
    double across = square * (0.125 - 1 / Math.PI + both);
    return new double[][] {
      {square * (0.75 + own), across}, {across, square * (0.5625 - 1 / Math.PI + own)}
    };
  }

  /**
   * n rows as scikit-learn and torchdyn make them: half on each moon (the odd one on the lower), at
   * evenly spaced angles, only the noise random. Such a set is closer to the law than n independent
   * draws, and so are distances between two of them: compare with published numbers by this one. As
   * a sampler it is {@code moons::evenly}.
   */
  public INDArray evenly(int n, RandomGenerator random) {
    Shapes.requirePositive("the number of samples", n - 1);
    double[] rows = new double[2 * n];
    int upper = n / 2;
    for (int i = 0; i < n; i++) {
      boolean lower = i >= upper;
      int k = lower ? i - upper : i;
      int last = Math.max(1, (lower ? n - upper : upper) - 1);
      point(lower, Math.PI * k / last, random, rows, 2 * i);
    }
    return Shapes.fromRows(rows, n, 2);
  }

  @Override
  public void draw(RandomGenerator random, double[] rows, int at) {
    boolean lower = random.nextBoolean();
    point(lower, Math.PI * random.nextDouble(), random, rows, at);
  }

  private void point(boolean lower, double angle, RandomGenerator random, double[] rows, int at) {
    double x = lower ? 1 - Math.cos(angle) : Math.cos(angle);
    double y = lower ? 0.5 - Math.sin(angle) : Math.sin(angle);
    if (kind == Noise.NORMAL) {
      x += noise * random.nextGaussian();
      y += noise * random.nextGaussian();
    } else {
      double along = noise * random.nextDouble();
      x += along;
      y += along;
    }
    rows[at] = scale * x + shiftX;
    rows[at + 1] = scale * y + shiftY;
  }
}
