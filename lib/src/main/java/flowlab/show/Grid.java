package flowlab.show;

import java.util.function.DoubleBinaryOperator;

/**
 * Values on a regular lattice of points: {@code at(i, j)} belongs to column i of x and row j of y,
 * and the outermost points lie on the limits, as {@code linspace} lays them.
 *
 * <pre>{@code
 * var grid = Grid.of(Limits.square(3), 200, (x, y) -> x * x + y * y);
 * var rows = Grid.points(Limits.square(3), 100);           // 10,000 points [x, y] for a model …
 * var same = Grid.of(Limits.square(3), 100, values);        // … and its 10,000 answers, in that order
 * }</pre>
 *
 * <p>A value; threads may share it.
 */
public final class Grid {
  private final Limits limits;
  private final int nx;
  private final int ny;
  private final double[] values;
  private final double min;
  private final double max;

  private Grid(Limits limits, int nx, int ny, double[] values) {
    Expect.that(
        nx >= 2 && ny >= 2 && (long) nx * ny <= 16_000_000,
        "expected a grid of at least 2 by 2 and at most 16 million points, got %d by %d",
        nx,
        ny);
    this.limits = limits;
    this.nx = nx;
    this.ny = ny;
    this.values = values;
    double lo = Double.POSITIVE_INFINITY;
    double hi = Double.NEGATIVE_INFINITY;
    for (double v : values) {
      if (Double.isFinite(v)) {
        lo = Math.min(lo, v);
        hi = Math.max(hi, v);
      }
    }
    this.min = lo;
    this.max = hi;
  }

  /** A function on n × n points. */
  public static Grid of(Limits limits, int n, DoubleBinaryOperator f) {
    double[][] points = points(limits, n);
    double[] v = new double[points.length];
    for (int i = 0; i < v.length; i++) v[i] = f.applyAsDouble(points[i][0], points[i][1]);
    return new Grid(limits, n, n, Expect.values(v, "values on the grid"));
  }

  /** Values at {@link #points}, in their order. */
  public static Grid of(Limits limits, int n, double[] values) {
    Expect.that(
        values != null && values.length == n * n,
        "expected %d values, one for each of Grid.points(limits, %d), got %s",
        n * n,
        n,
        values == null ? "null" : values.length);
    return new Grid(limits, n, n, Expect.values(values, "values on the grid"));
  }

  /** Rows of values, {@code rows[j][i]} at the i-th x and the j-th y, the lowest y first. */
  public static Grid of(Limits limits, double[][] rows) {
    Expect.that(
        rows != null && rows.length > 0 && rows[0] != null,
        "expected rows of values, one for each y, got none");
    int nx = rows[0].length;
    double[] v = new double[nx * rows.length];
    for (int j = 0; j < rows.length; j++) {
      Expect.that(
          rows[j] != null && rows[j].length == nx,
          "expected rows of %d values like row 0, but row %d has %s",
          nx,
          j,
          rows[j] == null ? "none" : rows[j].length);
      System.arraycopy(rows[j], 0, v, j * nx, nx);
    }
    return new Grid(limits, nx, rows.length, Expect.values(v, "values on the grid"));
  }

  /** The n × n points of a grid as rows [x, y]; x runs fastest, from the lowest y up. */
  public static double[][] points(Limits limits, int n) {
    Expect.that(n >= 2 && n <= 4_000, "expected 2 to 4,000 points a side, got %d", n);
    double[][] points = new double[n * n][];
    for (int j = 0; j < n; j++) {
      double y = limits.ymin() + limits.height() * j / (n - 1);
      for (int i = 0; i < n; i++) {
        points[j * n + i] = new double[] {limits.xmin() + limits.width() * i / (n - 1), y};
      }
    }
    return points;
  }

  /** The rectangle the grid spans. */
  public Limits limits() {
    return limits;
  }

  /** The number of points along x. */
  public int nx() {
    return nx;
  }

  /** The number of points along y. */
  public int ny() {
    return ny;
  }

  /** The value in column i, row j. */
  public double at(int i, int j) {
    return values[j * nx + i];
  }

  /** The coordinate of column i. */
  public double x(int i) {
    return limits.xmin() + limits.width() * i / (nx - 1);
  }

  /** The coordinate of row j. */
  public double y(int j) {
    return limits.ymin() + limits.height() * j / (ny - 1);
  }

  /** The smallest finite value. */
  public double min() {
    return min;
  }

  /** The largest finite value. */
  public double max() {
    return max;
  }

  /** The values themselves, row after row: for painters, which only read them. */
  double[] values() {
    return values;
  }
}
