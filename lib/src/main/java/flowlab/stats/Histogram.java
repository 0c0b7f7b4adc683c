package flowlab.stats;

import flowlab.nd.Shapes;

/**
 * Counts in equal bins over [low, high); the last bin has its upper edge too. What falls outside is
 * counted but in no bin.
 *
 * @param low left edge of the first bin
 * @param high right edge of the last
 * @param counts one a bin
 * @param total values given, outside or not
 */
public record Histogram(double low, double high, long[] counts, long total) {
  public Histogram {
    counts = counts.clone();
    Shapes.requirePositive("the number of bins", counts.length);
    if (!(low < high)) {
      throw new IllegalArgumentException("expected low < high, got %s and %s".formatted(low, high));
    }
  }

  /** Counts these values. */
  public static Histogram of(double[] values, double low, double high, int bins) {
    long[] counts = new long[Shapes.requirePositive("the number of bins", bins)];
    for (double value : values) {
      if (value >= low && value <= high) {
        counts[Math.min(bins - 1, (int) ((value - low) / (high - low) * bins))]++;
      }
    }
    return new Histogram(low, high, counts, values.length);
  }

  @Override
  public long[] counts() {
    return counts.clone();
  }

  /** The width of a bin. */
  public double width() {
    return (high - low) / counts.length;
  }

  /** The middle of the i-th bin. */
  public double middle(int i) {
    return low + (i + 0.5) * width();
  }

  /** The estimated density in the i-th bin: count / (total · width). */
  public double density(int i) {
    return counts[i] / (total * width());
  }

  /** Standard deviation of {@link #density} by counting: √(p(1−p)/total)/width. */
  public double densityError(int i) {
    double p = (double) counts[i] / total;
    return Math.sqrt(p * (1 - p) / total) / width();
  }
}
