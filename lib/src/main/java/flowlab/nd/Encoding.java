package flowlab.nd;

import java.util.Arrays;

/**
 * What enters the first layer for a row of numbers: the numbers themselves, but for those in some
 * columns, each of which becomes k cosines and k sines of it,
 *
 * <pre>u ↦ (cos φ₁, …, cos φ_k, sin φ₁, …, sin φ_k),   φ_j = π (w_j u + b_j).</pre>
 *
 * The w and b are given, or are parameters of the net, each column with its own.
 *
 * @param inputs numbers in a row that comes
 * @param columns which of them become waves, rising
 * @param waves k
 * @param frequencies the w, if they are given (b is then 0); empty if they are learned
 */
public record Encoding(int inputs, int[] columns, int waves, double[] frequencies) {
  public Encoding {
    Shapes.requirePositive("inputs", inputs);
    columns = columns.clone();
    frequencies = frequencies.clone();
    for (int i = 0; i < columns.length; i++) {
      if (columns[i] >= inputs || columns[i] < 0 || (i > 0 && columns[i] <= columns[i - 1])) {
        throw new IllegalArgumentException(
            "expected rising columns below %d, got %s".formatted(inputs, Arrays.toString(columns)));
      }
    }
    if (columns.length > 0) Shapes.requirePositive("the number of waves", waves);
    if (frequencies.length != 0 && frequencies.length != waves) {
      throw new IllegalArgumentException(
          "expected %d frequencies or none, got %d".formatted(waves, frequencies.length));
    }
  }

  /** An encoding that leaves rows as they come. */
  public static Encoding none(int inputs) {
    return new Encoding(inputs, new int[0], 0, new double[0]);
  }

  @Override
  public int[] columns() {
    return columns.clone();
  }

  @Override
  public double[] frequencies() {
    return frequencies.clone();
  }

  /** The w and b are parameters. */
  public boolean learned() {
    return columns.length > 0 && frequencies.length == 0;
  }

  /** How many numbers enter the first layer. */
  public int outputs() {
    return inputs + columns.length * (2 * waves - 1);
  }

  /** Parameters: for each column its w, then its b. */
  public int parameters() {
    return learned() ? columns.length * 2 * waves : 0;
  }

  /** Which of the encoded columns this is, −1 if it stays as it is. */
  int which(int column) {
    return Math.max(-1, Arrays.binarySearch(columns, column));
  }

  /** Where a column begins in the first layer's row. */
  int at(int column) {
    int before = 0;
    for (int waved : columns) before += waved < column ? 1 : 0;
    return column + before * (2 * waves - 1);
  }

  /** w_j of the i-th encoded column, the parameters of the net beginning at {@code offset}. */
  double frequency(float[] parameters, int offset, int i, int j) {
    return learned() ? parameters[offset + 2 * i * waves + j] : frequencies[j];
  }

  /** b_j of the i-th encoded column. */
  double phase(float[] parameters, int offset, int i, int j) {
    return learned() ? parameters[offset + (2 * i + 1) * waves + j] : 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Encoding encoding
        && inputs == encoding.inputs
        && Arrays.equals(columns, encoding.columns)
        && waves == encoding.waves
        && Arrays.equals(frequencies, encoding.frequencies);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(new int[] {inputs, Arrays.hashCode(columns), waves});
  }
}
