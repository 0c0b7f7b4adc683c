package flowlab.data;

import flowlab.nd.Shapes;
import java.util.random.RandomGenerator;

/**
 * Uniform on the cells of a checkerboard: the square [−scale, scale]² cut into cells × cells equal
 * cells, of which those with an odd sum of column and row carry the mass. {@code new
 * Checkerboard(4, 2)} is the one of W. Gao's flow matching write-up: eight unit cells in [−2, 2]².
 * Others are {@code (4, 2 / 0.45)}, the flow_matching library's 2-D example but for a reflection,
 * and {@code (4, 4)}; their densities and losses are those of their size.
 *
 * @param cells cells along one side; even, so that every row has equally many
 * @param scale half the side of the square
 */
public record Checkerboard(int cells, double scale) implements Density {
  public Checkerboard {
    if (cells < 2 || cells % 2 != 0) {
      throw new IllegalArgumentException(
          "expected an even number of cells along a side, at least 2, got " + cells);
    }
    Shapes.requirePositive("the scale", scale);
  }

  @Override
  public int dimension() {
    return 2;
  }

  /** The side of one cell. */
  public double side() {
    return 2 * scale / cells;
  }

  /** The number of cells that carry mass. */
  public int filled() {
    return cells * cells / 2;
  }

  /** The left edge of the k-th filled cell, k from 0, row by row. */
  public double left(int k) {
    int row = k / (cells / 2);
    int column = 2 * (k % (cells / 2)) + (row % 2 == 0 ? 1 : 0);
    return -scale + column * side();
  }

  /** The lower edge of the k-th filled cell. */
  public double bottom(int k) {
    return -scale + (k / (cells / 2)) * side();
  }

  @Override
  public void draw(RandomGenerator random, double[] rows, int at) {
    int k = random.nextInt(filled());
    rows[at] = left(k) + side() * random.nextDouble();
    rows[at + 1] = bottom(k) + side() * random.nextDouble();
  }

  /** The mean, (0, 0). */
  public double[] mean() {
    return new double[2];
  }

  /** scale²/3 on the diagonal, as each axis alone is uniform, and −side²/4 beside it. */
  public double[][] covariance() {
    double along = scale * scale / 3;
    double across = -side() * side() / 4;
    return new double[][] {{along, across}, {across, along}};
  }

  /** log p(x, y): −log(filled area) on the filled cells, −∞ elsewhere. */
  @Override
  public double logDensity(double... x) {
    int column = (int) Math.floor((x[0] + scale) / side());
    int row = (int) Math.floor((x[1] + scale) / side());
    boolean inside = column >= 0 && column < cells && row >= 0 && row < cells;
    boolean isFilled = inside && (column + row) % 2 == 1;
    return isFilled ? -Math.log(filled() * side() * side()) : Double.NEGATIVE_INFINITY;
  }

  /**
   * ∇ log p(x, y): (0, 0) on the filled cells, NaN elsewhere, where log p = −∞ has no slope. The
   * jumps at the edges, which hold the cells together, are not in it: E[X · score(X)ᵀ] is 0 and not
   * −I. What a sampler follows is the score of the noised board ({@code exact.ExactCheckerboard}).
   */
  public double[] score(double... x) {
    double slope = logDensity(x) == Double.NEGATIVE_INFINITY ? Double.NaN : 0;
    return new double[] {slope, slope};
  }
}
