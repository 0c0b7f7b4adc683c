package flowlab.nd;

import java.util.Arrays;

/**
 * One thread's share of a {@link FusedDenseNet}: some rows of the batch, with buffers for their
 * activations and a gradient of its own.
 *
 * <p>Rows go through the net at most {@link #ROWS} at a time, so that what a layer writes is still
 * in cache when the next pass reads it. BLAS reads and writes off-heap buffers; elementwise passes
 * copy a tile to the heap, work on it there, where HotSpot vectorises, and copy it back.
 *
 * <p>HotSpot vectorises a loop only where all arrays have the same index. So what belongs to a row
 * (a bias, a column of weights, a sum over rows) is kept as a {@link Pattern} of the tile's own
 * size.
 */
final class RowBlock implements AutoCloseable {
  /** Floats in a tile: 16 KB, half of a usual first-level cache. */
  static final int TILE = 4096;

  /** Rows that go through the net together. */
  private static final int ROWS = 256;

  /** Rows that a thread takes at a time where none of them must be kept for a way back. */
  static final int PIECE = 128;

  /** From so many rows on weights that change with every step are transposed all the same. */
  private static final int MANY = 512;

  private final DenseLayout layout;
  private final Nonlinearity activation;
  private final float[] parameters;
  private final Products products;
  private final Weights[] weights;
  private final float[] gradient;
  private final Matrix[] weightGradients;
  private final FirstLayer first;
  private final LastLayer last;
  private final int top; // number of the last layer
  private final Pattern[] biases; // of the layers between
  private final Pattern[] biasGradients;
  private final Buffers buffers;
  private final int tileSize;
  private final float[] tile;
  private final float[] derivativeTile;
  private int version = -1; // of the parameters that the patterns hold
  private boolean transposed; // weights on the way forward

  RowBlock(DenseLayout layout, Nonlinearity activation, float[] parameters, Products products) {
    this.layout = layout;
    this.products = products;
    this.activation = activation;
    this.parameters = parameters;
    int layers = layout.layers();
    top = layers - 1;
    gradient = new float[layout.parameters()];
    tileSize = Math.max(TILE, layout.widest());
    tile = new float[tileSize];
    derivativeTile = new float[tileSize];
    first = new FirstLayer(layout, parameters, tileSize);
    last = new LastLayer(layout, parameters, tileSize);
    weights = new Weights[layers];
    weightGradients = new Matrix[layers];
    biases = new Pattern[layers];
    biasGradients = new Pattern[layers];
    for (int l = 0; l < layers; l++) {
      weights[l] = new Weights(layout, l, parameters);
      weightGradients[l] = Matrix.of(layout.out(l), layout.in(l));
      biases[l] = l == 0 ? first.bias() : new Pattern(layout.out(l), tileSize);
      biasGradients[l] = new Pattern(layout.out(l), tileSize);
    }
    buffers = new Buffers(layout, tileSize);
  }

  /** This share's gradient, as its last call of {@link #gradient} left it; not a copy. */
  float[] gradient() {
    return gradient;
  }

  /** The net's output for the rows that it takes. */
  void forward(Input input, Workers.Pieces rows, double[] y, int version) {
    openForValues(input, version);
    rows.each(
        (start, end) -> {
          int n = end - start;
          buffers.pass(n);
          forward(start, n, false, 0, 0);
          last.output(buffers.activation(top + 1), start, n, y);
        });
  }

  /**
   * The same, and the trace of dy/dx for the inputs from {@code column} on: each such input has a
   * block of rows of its own, below the first, that carries dz/dx forward.
   */
  void divergence(
      Input input, int column, Workers.Pieces rows, double[] y, double[] trace, int version) {
    openForValues(input, version);
    int d = layout.outputs();
    rows.each(
        (start, end) -> {
          int n = end - start;
          buffers.pass(n * (1 + d));
          forward(start, n, false, column, d);
          last.output(buffers.activation(top + 1), start, n, y);
          last.trace(buffers.activation(top + 1), start, n, trace);
        });
  }

  /** The sum of squared errors of rows [from, to); their gradient, times scale, stays here. */
  double gradient(Input input, double[] target, int from, int to, double scale, int version) {
    for (Pattern bias : biasGradients) bias.clear();
    first.clearGradient();
    last.clearGradient();
    openForGradient(input, to - from, version);
    double squares = 0;
    for (int start = from; start < to; start += ROWS) {
      int n = Math.min(ROWS, to - start);
      buffers.keep(n);
      forward(start, n, true, 0, 0);
      squares +=
          last.error(buffers.activation(top + 1), target, start, n, scale, buffers.error(top + 1));
      backward(start, n, start == from ? 0f : 1f);
    }
    writeGradient();
    return squares;
  }

  private void writeGradient() {
    for (int l = 0; l <= top; l++) {
      if (byProducts(l)) weightGradients[l].read(0, layout.out(l), gradient, layout.weights(l));
      if (l < top) {
        System.arraycopy(biasGradients[l].fold(), 0, gradient, layout.bias(l), layout.out(l));
      }
    }
    last.writeGradient(gradient);
    first.writeGradient(gradient);
  }

  /** Whether layer l's weights take part as a matrix product, and not on the tile itself. */
  private boolean byProducts(int l) {
    return l > 0 || !first.thin();
  }

  /** Weights that do not change are worth transposing, and equal inputs join the bias. */
  private void openForValues(Input input, int version) {
    transposed = true;
    readParameters(version);
    first.open(input, true);
  }

  private void openForGradient(Input input, int rows, int version) {
    transposed = rows >= MANY;
    readParameters(version);
    first.open(input, false);
  }

  private void readParameters(int version) {
    if (this.version == version) return;
    this.version = version;
    for (int l = 1; l < top; l++) biases[l].repeat(parameters, layout.bias(l), 1);
    first.readParameters();
    last.readParameters();
  }

  /**
   * n rows from {@code start} on, and below them d blocks of n rows of derivatives along the inputs
   * from {@code column} on.
   */
  private void forward(int start, int n, boolean keep, int column, int d) {
    first.read(start, n, buffers.activation(0));
    for (int l = 0; l <= top; l++) {
      if (byProducts(l)) {
        int rows = l == 0 ? n : n * (1 + d);
        affine(l, rows);
      }
      if (l < top) activate(l, n, keep, column, d);
    }
    if (top == 0) carryLinear(n, column, d);
  }

  /** z = a Wᵀ for the first rows. */
  private void affine(int l, int rows) {
    Matrix a = buffers.activation(l);
    Matrix z = buffers.activation(l + 1);
    if (transposed) {
      products.times(rows, a, weights[l].transposed(version), z);
    } else {
      products.timesTransposed(rows, a, weights[l].plain(version), z);
    }
  }

  /**
   * a ← φ(z + b) in place, with φ′ kept beside it on the way to a gradient, and the derivatives in
   * the d blocks below.
   */
  private void activate(int l, int n, boolean keep, int column, int d) {
    int width = layout.out(l);
    int rows = tileSize / width;
    Matrix a = buffers.activation(l + 1);
    for (int row = 0; row < n; row += rows) {
      int m = Math.min(rows, n - row);
      int size = m * width;
      if (l == 0 && first.thin()) {
        first.forward(row, m, tile);
      } else {
        a.read(row, m, tile, 0);
        biases[l].addTo(tile, size);
      }
      if (keep) {
        activation.tile(tile, buffers.derivative(l, row / rows), size);
      } else if (d > 0) {
        activation.tile(tile, derivativeTile, size);
      } else {
        activation.tile(tile, size);
      }
      a.write(row, m, tile, 0);
      for (int c = 0; c < d; c++) carry(l, (1 + c) * n + row, m, column + c);
    }
  }

  /**
   * da/dx ← φ′ ⊙ dz/dx in place, for m rows that follow input {@code column}; in the first layer
   * dz/dx is a column of its weights.
   */
  private void carry(int l, int row, int m, int column) {
    int size = m * layout.out(l);
    Matrix a = buffers.activation(l + 1);
    if (l == 0) {
      first.column(column).copyTo(tile, size);
    } else {
      a.read(row, m, tile, 0);
    }
    multiply(tile, derivativeTile, size);
    a.write(row, m, tile, 0);
  }

  /** The derivatives of a net of one layer, which has no φ. */
  private void carryLinear(int n, int column, int d) {
    Arrays.fill(derivativeTile, 1f);
    int rows = tileSize / layout.out(0);
    for (int c = 0; c < d; c++) {
      for (int row = 0; row < n; row += rows) {
        carry(0, (1 + c) * n + row, Math.min(rows, n - row), column + c);
      }
    }
  }

  private void backward(int start, int n, float keep) {
    for (int l = top; l >= 0; l--) {
      if (byProducts(l)) {
        products.transposedTimes(
            n, buffers.error(l + 1), buffers.activation(l), keep, weightGradients[l]);
      }
      if (l > 0) {
        if (l < top || !last.thin()) back(l, n);
        throughActivation(l - 1, n);
      }
    }
    if (layout.encoding().learned()) {
      back(0, n);
      first.encodingGradient(start, n, buffers.error(0));
    }
  }

  /** da = dz W. */
  private void back(int l, int n) {
    products.times(n, buffers.error(l + 1), weights[l].plain(version), buffers.error(l));
  }

  /** delta ← delta ⊙ φ′ in place, and its column sums, the gradient of the bias. */
  private void throughActivation(int l, int n) {
    int width = layout.out(l);
    int rows = tileSize / width;
    boolean fromOutput = last.thin() && l == top - 1;
    boolean toInput = first.thin() && l == 0;
    Matrix d = buffers.error(l + 1);
    for (int row = 0; row < n; row += rows) {
      int m = Math.min(rows, n - row);
      int size = m * width;
      if (fromOutput) {
        last.back(row, m, tile);
      } else {
        d.read(row, m, tile, 0);
      }
      float[] derivative = buffers.derivative(l, row / rows);
      multiplyAndSum(tile, derivative, biasGradients[l].values(), size);
      if (toInput) first.gradient(row, m, tile);
      if (!toInput || layout.encoding().learned()) d.write(row, m, tile, 0);
    }
  }

  private static void multiplyAndSum(float[] tile, float[] by, float[] sum, int n) {
    for (int i = 0; i < n; i++) {
      float product = tile[i] * by[i];
      tile[i] = product;
      sum[i] += product;
    }
  }

  private static void multiply(float[] tile, float[] by, int n) {
    for (int i = 0; i < n; i++) tile[i] *= by[i];
  }

  @Override
  public void close() {
    buffers.close();
    for (Weights layer : weights) layer.close();
    for (Matrix layer : weightGradients) layer.close();
  }
}
