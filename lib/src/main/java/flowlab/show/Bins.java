package flowlab.show;

import java.util.Arrays;

/** Values into equal bins. */
final class Bins {
  private static final int FEWEST = 10;
  private static final int MOST = 100;

  private Bins() {}

  /** Freedman and Diaconis's number of bins: their width is 2 · IQR / n^(1/3). */
  static int fitting(double[] values) {
    double[] v = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    double iqr = v[(int) (0.75 * (v.length - 1))] - v[(int) (0.25 * (v.length - 1))];
    double width = 2 * iqr / Math.cbrt(v.length);
    double bins = width > 0 ? (v[v.length - 1] - v[0]) / width : FEWEST;
    return (int) Math.max(FEWEST, Math.min(MOST, Math.ceil(bins)));
  }

  static Bars of(double[] values, int bins, boolean density) {
    double[] v = Expect.values(values, "values");
    Expect.that(bins >= 1 && bins <= 10_000, "expected 1 to 10,000 bins, got %d", bins);
    double lo = Arrays.stream(v).filter(Double::isFinite).min().orElseThrow();
    double hi = Arrays.stream(v).filter(Double::isFinite).max().orElseThrow();
    return lo < hi
        ? Bars.of(v, lo, hi, bins, density)
        : Bars.of(v, lo - 0.5, lo + 0.5, bins, density);
  }

  /** The density of points in the plane, cell by cell. */
  static Grid plane(double[][] columns, Limits l, int bins) {
    Expect.that(bins >= 2 && bins <= 2_000, "expected 2 to 2,000 bins a side, got %d", bins);
    double[] counts = new double[bins * bins];
    double dx = l.width() / bins;
    double dy = l.height() / bins;
    int n = columns[0].length;
    for (int k = 0; k < n; k++) {
      int i = (int) Math.floor((columns[0][k] - l.xmin()) / dx);
      int j = (int) Math.floor((columns[1][k] - l.ymin()) / dy);
      if (i >= 0 && i < bins && j >= 0 && j < bins) counts[j * bins + i] += 1 / (n * dx * dy);
    }
    return Grid.of(l, bins, counts);
  }
}
