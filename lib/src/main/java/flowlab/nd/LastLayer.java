package flowlab.nd;

import java.util.Arrays;

/**
 * The way out of a {@link RowBlock}: the output's bias, the squared error, and where there are few
 * outputs the way back into the last hidden layer, which is too thin for BLAS.
 */
final class LastLayer {
  private final DenseLayout layout;
  private final float[] parameters;
  private final int out;
  private final int biasAt;
  private final boolean thin;
  private final Pattern[] rows; // [o]: weights into output o
  private final double[] biasGradient;
  private float[] outputs = {}; // of the rows at hand, then their errors

  LastLayer(DenseLayout layout, float[] parameters, int tileSize) {
    this.layout = layout;
    this.parameters = parameters;
    int last = layout.layers() - 1;
    out = layout.outputs();
    biasAt = layout.bias(last);
    thin = last > 0 && out <= FirstLayer.THIN;
    rows = Pattern.several(thin ? out : 0, layout.in(last), tileSize);
    biasGradient = new double[out];
  }

  boolean thin() {
    return thin;
  }

  /** Takes the weights, which change with every step. */
  void readParameters() {
    int last = layout.layers() - 1;
    for (int o = 0; o < rows.length; o++) {
      rows[o].repeat(parameters, layout.weights(last) + o * layout.in(last), 1);
    }
  }

  private void read(Matrix z, int n) {
    if (outputs.length < n * out) outputs = new float[n * out];
    z.read(0, n, outputs, 0);
  }

  /** y ← z + b for n rows, the first of which is row {@code start} of y. */
  void output(Matrix z, int start, int n, double[] y) {
    read(z, n);
    int at = start * out;
    for (int i = 0; i < n * out; i += out) {
      for (int c = 0; c < out; c++) y[at + i + c] = outputs[i + c] + parameters[biasAt + c];
    }
  }

  /** The sum over c of entry c of the c-th of d blocks of n rows that follow on the first. */
  void trace(Matrix z, int start, int n, double[] trace) {
    read(z, n * (1 + out));
    for (int row = 0; row < n; row++) {
      double sum = 0;
      for (int c = 0; c < out; c++) sum += outputs[((1 + c) * n + row) * out + c];
      trace[start + row] = sum;
    }
  }

  void clearGradient() {
    Arrays.fill(biasGradient, 0);
  }

  /** delta ← 2·scale·(z + b − target); returns the sum of squares. */
  double error(Matrix z, double[] target, int start, int n, double scale, Matrix delta) {
    read(z, n);
    float factor = (float) (2 * scale);
    int at = start * out;
    double squares = 0;
    for (int row = 0; row < n * out; row += out) {
      for (int c = 0; c < out; c++) {
        int i = row + c;
        double error = (double) outputs[i] + parameters[biasAt + c] - target[at + i];
        squares += error * error;
        outputs[i] = factor * (float) error;
        biasGradient[c] += outputs[i];
      }
    }
    delta.write(0, n, outputs, 0);
    return squares;
  }

  /** tile ← Σ_o δ_o W_o, for m rows from {@code row} on. */
  void back(int row, int m, float[] tile) {
    int width = layout.in(layout.layers() - 1);
    Arrays.fill(tile, 0, m * width, 0f);
    for (int r = 0; r < m; r++) {
      for (int o = 0; o < out; o++) {
        float error = outputs[(row + r) * out + o];
        rows[o].addTo(tile, r * width, (r + 1) * width, error);
      }
    }
  }

  /** Writes what was gathered to its place in the flat gradient. */
  void writeGradient(float[] gradient) {
    for (int c = 0; c < out; c++) gradient[biasAt + c] = (float) biasGradient[c];
  }
}
