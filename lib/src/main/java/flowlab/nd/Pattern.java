package flowlab.nd;

import java.util.Arrays;

/**
 * A row of numbers repeated over a tile, or sums kept apart for each place of a tile and folded
 * into one row at the end: so that a loop over the tile has one index for all its arrays.
 */
final class Pattern {
  private final int width;
  private final float[] values;
  private final float[] row;

  /** A pattern of whole rows, as many as fit into a tile of that size. */
  Pattern(int width, int tileSize) {
    this.width = width;
    this.values = new float[tileSize / width * width];
    this.row = new float[width];
  }

  /** So many patterns of one width. */
  static Pattern[] several(int count, int width, int tileSize) {
    Pattern[] patterns = new Pattern[count];
    Arrays.setAll(patterns, i -> new Pattern(width, tileSize));
    return patterns;
  }

  /** The repeated numbers themselves. */
  float[] values() {
    return values;
  }

  /** Repeats {@code from[at], from[at + stride], …} in every row. */
  void repeat(float[] from, int at, int stride) {
    for (int c = 0; c < width; c++) values[c] = from[at + c * stride];
    for (int filled = width; filled < values.length; filled *= 2) {
      System.arraycopy(values, 0, values, filled, Math.min(filled, values.length - filled));
    }
  }

  void clear() {
    Arrays.fill(values, 0f);
  }

  /** The sum of all rows. */
  float[] fold() {
    Arrays.fill(row, 0f);
    for (int i = 0; i < values.length; i += width) {
      for (int c = 0; c < width; c++) row[c] += values[i + c];
    }
    return row;
  }

  void copyTo(float[] tile, int n) {
    System.arraycopy(values, 0, tile, 0, n);
  }

  void addTo(float[] tile, int n) {
    for (int i = 0; i < n; i++) tile[i] += values[i];
  }

  /** tile[i] ← tile[i] + factor·this[i] for from ≤ i &lt; to. */
  void addTo(float[] tile, int from, int to, float factor) {
    for (int i = from; i < to; i++) tile[i] += factor * values[i];
  }

  /** this[i] ← this[i] + factor·tile[i] for from ≤ i &lt; to. */
  void add(float[] tile, int from, int to, float factor) {
    for (int i = from; i < to; i++) values[i] += factor * tile[i];
  }
}
