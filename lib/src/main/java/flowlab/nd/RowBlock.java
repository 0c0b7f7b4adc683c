package flowlab.nd;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

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
  private static final int ROWS = Integer.getInteger("flowlab.rows", 1024);

  private final DenseLayout layout;
  private final Nonlinearity activation;
  private final float[] parameters;
  private final FloatPointer[] weights;
  private final FloatPointer gradient;
  private final FloatBuffer gradientView;
  private final FloatPointer[] weightGradients;
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

  RowBlock(
      DenseLayout layout,
      Nonlinearity activation,
      float[] parameters,
      FloatPointer nativeParameters) {
    this.layout = layout;
    this.activation = activation;
    this.parameters = parameters;
    int layers = layout.layers();
    top = layers - 1;
    gradient = new FloatPointer(layout.parameters());
    gradientView = gradient.asBuffer();
    tileSize = Math.max(TILE, layout.widest());
    tile = new float[tileSize];
    derivativeTile = new float[tileSize];
    first = new FirstLayer(layout, parameters, tileSize);
    last = new LastLayer(layout, parameters, tileSize);
    weights = new FloatPointer[layers];
    weightGradients = new FloatPointer[layers];
    biases = new Pattern[layers];
    biasGradients = new Pattern[layers];
    for (int l = 0; l < layers; l++) {
      weights[l] = nativeParameters.getPointer(FloatPointer.class, layout.weights(l));
      weightGradients[l] = gradient.getPointer(FloatPointer.class, layout.weights(l));
      biases[l] = l == 0 ? first.bias() : new Pattern(layout.out(l), tileSize);
      biasGradients[l] = new Pattern(layout.out(l), tileSize);
    }
    buffers = new Buffers(layout);
  }

  /** Copies the entries [at, at + n) of this share's gradient to the same place in an array. */
  void readGradient(int at, int n, float[] into) {
    gradientView.get(at, into, at, n);
  }

  /** Output rows [from, to) of the net. */
  void forward(Input input, int from, int to, double[] y, int version) {
    open(input, true, version);
    for (int start = from; start < to; start += ROWS) {
      int n = Math.min(ROWS, to - start);
      buffers.forRows(n);
      forward(start, n, false, 0, 0);
      last.output(buffers.activationView(top + 1), start, n, y);
    }
  }

  /**
   * The same, and the trace of dy/dx for the inputs from {@code column} on: each such input has a
   * block of rows of its own, below the first, that carries dz/dx forward.
   */
  void divergence(
      Input input, int column, int from, int to, double[] y, double[] trace, int version) {
    open(input, true, version);
    int d = layout.outputs();
    int rows = Math.max(1, ROWS / (1 + d));
    for (int start = from; start < to; start += rows) {
      int n = Math.min(rows, to - start);
      buffers.forRows(n * (1 + d));
      buffers.forDerivatives(n);
      forward(start, n, true, column, d);
      last.output(buffers.activationView(top + 1), start, n, y);
      last.trace(buffers.activationView(top + 1), start, n, trace);
    }
  }

  /** The sum of squared errors of rows [from, to); their gradient, times scale, stays here. */
  double gradient(Input input, double[] target, int from, int to, double scale, int version) {
    for (Pattern bias : biasGradients) {
      bias.clear();
    }
    first.clearGradient();
    last.clearGradient();
    open(input, false, version);
    double squares = 0;
    for (int start = from; start < to; start += ROWS) {
      int n = Math.min(ROWS, to - start);
      buffers.forRows(n);
      buffers.forDerivatives(n);
      buffers.forErrors(n);
      forward(start, n, true, 0, 0);
      squares +=
          last.error(
              buffers.activationView(top + 1), target, start, n, scale, buffers.errorView(top));
      backward(start, n, start == from ? 0f : 1f);
    }
    for (int l = 0; l < top; l++) {
      gradientView.put(layout.bias(l), biasGradients[l].fold());
    }
    last.writeGradient(gradientView);
    first.writeGradient(gradientView);
    return squares;
  }

  private void open(Input input, boolean fold, int version) {
    if (this.version != version) {
      this.version = version;
      for (int l = 1; l < top; l++) {
        biases[l].repeat(parameters, layout.bias(l), 1);
      }
      first.readParameters();
      last.readParameters();
    }
    first.open(input, fold);
  }

  /**
   * n rows from {@code start} on, and below them d blocks of n rows of derivatives along the inputs
   * from {@code column} on.
   */
  private void forward(int start, int n, boolean keepDerivatives, int column, int d) {
    first.read(start, n, buffers.activationView(0));
    for (int l = 0; l <= top; l++) {
      if (l > 0 || !first.thin()) {
        int rows = l == 0 ? n : n * (1 + d);
        Blas.forward(
            rows,
            layout.in(l),
            layout.out(l),
            buffers.activation(l),
            weights[l],
            buffers.activation(l + 1));
      }
      if (l < top) {
        activate(l, n, keepDerivatives);
      }
      for (int c = 0; c < d; c++) {
        carry(l, n, c, column + c);
      }
    }
  }

  /** a ← φ(z + b) in place, and φ′ beside it. */
  private void activate(int l, int n, boolean keepDerivatives) {
    int width = layout.out(l);
    int rows = tileSize / width;
    FloatBuffer a = buffers.activationView(l + 1);
    for (int row = 0; row < n; row += rows) {
      int m = Math.min(rows, n - row);
      int at = row * width;
      int size = m * width;
      if (l == 0 && first.thin()) {
        first.forward(row, m, tile);
      } else {
        a.get(at, tile, 0, size);
        biases[l].addTo(tile, size);
      }
      if (keepDerivatives) {
        activation.tile(tile, derivativeTile, size);
        System.arraycopy(derivativeTile, 0, buffers.derivative(l), at, size);
      } else {
        activation.tile(tile, size);
      }
      a.put(at, tile, 0, size);
    }
  }

  /**
   * da/dx ← φ′ ⊙ dz/dx in place, for block c of the rows below, which follows input {@code column};
   * in the first layer dz/dx is a column of its weights. The output has no φ.
   */
  private void carry(int l, int n, int c, int column) {
    int width = layout.out(l);
    int rows = tileSize / width;
    FloatBuffer a = buffers.activationView(l + 1);
    int block = (1 + c) * n * width;
    Pattern weights = l == 0 ? first.column(column) : null;
    for (int row = 0; row < n && (l < top || l == 0); row += rows) {
      int at = row * width;
      int size = Math.min(rows, n - row) * width;
      if (l == 0) {
        weights.copyTo(tile, size);
      } else {
        a.get(block + at, tile, 0, size);
      }
      if (l < top) {
        System.arraycopy(buffers.derivative(l), at, derivativeTile, 0, size);
        multiply(tile, derivativeTile, size);
      }
      a.put(block + at, tile, 0, size);
    }
  }

  private void backward(int start, int n, float keep) {
    for (int l = top; l >= 0; l--) {
      int in = layout.in(l);
      int out = layout.out(l);
      if (l > 0 || !first.thin()) {
        Blas.weights(n, in, out, buffers.error(l), buffers.activation(l), weightGradients[l], keep);
      }
      if (l > 0) {
        if (l < top || !last.thin()) {
          Blas.backward(n, in, out, buffers.error(l), weights[l], buffers.error(l - 1));
        }
        throughActivation(l - 1, n);
      }
    }
    if (layout.encoding().learned()) {
      Blas.backward(n, layout.in(0), layout.out(0), buffers.error(0), weights[0], buffers.error(1));
      first.encodingGradient(start, n, buffers.errorView(1));
    }
  }

  /** delta ← delta ⊙ φ′ in place, and its column sums, the gradient of the bias. */
  private void throughActivation(int l, int n) {
    int width = layout.out(l);
    int rows = tileSize / width;
    boolean fromOutput = last.thin() && l == top - 1;
    boolean toInput = first.thin() && l == 0;
    FloatBuffer d = buffers.errorView(l);
    for (int row = 0; row < n; row += rows) {
      int m = Math.min(rows, n - row);
      int at = row * width;
      int size = m * width;
      if (fromOutput) {
        last.back(row, m, tile);
      } else {
        d.get(at, tile, 0, size);
      }
      System.arraycopy(buffers.derivative(l), at, derivativeTile, 0, size);
      multiplyAndSum(tile, derivativeTile, biasGradients[l].values(), size);
      if (toInput) {
        first.gradient(row, m, tile);
      }
      if (!toInput || layout.encoding().learned()) {
        d.put(at, tile, 0, size);
      }
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
    for (int i = 0; i < n; i++) {
      tile[i] *= by[i];
    }
  }

  @Override
  public void close() {
    buffers.close();
    gradient.close();
  }
}
