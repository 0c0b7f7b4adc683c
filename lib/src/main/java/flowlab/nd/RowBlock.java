package flowlab.nd;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

/**
 * One thread's share of a {@link FusedDenseNet}: some rows of the batch, with buffers for their
 * activations and a gradient of its own.
 *
 * <p>Rows go through the net at most {@link #ROWS} at a time, so that what a layer writes is still
 * in cache when the next pass reads it. BLAS reads and writes off-heap buffers; elementwise passes
 * copy a tile to the heap, work on it there, where HotSpot vectorises, and copy it back. A product
 * with only a few columns (the input layer's, and the way back from the output) is too thin for
 * BLAS to be good at; it is done on the tile itself, a column at a time.
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

  /** A layer with at most so many inputs, or outputs on the way back, is done without BLAS. */
  private static final int THIN = 8;

  private final DenseLayout layout;
  private final Nonlinearity activation;
  private final boolean thinInput;
  private final boolean thinOutput;
  private final float[] parameters;
  private final FloatPointer[] weights;
  private final FloatPointer gradient;
  private final FloatBuffer gradientView;
  private final FloatPointer[] weightGradients;
  private final Pattern[] biases;
  private final Pattern[] biasGradients;
  private final int tileSize;
  private final float[] tile;
  private final float[] derivativeTile;

  private final Pattern[] inputColumns; // [k]: weights of input k into the first layer
  private final Pattern[] inputColumnGradients;
  private final Pattern[] outputRows; // [o]: weights of the last layer into output o

  private int capacity;
  private float[] inputs = {};
  private float[] outputDelta = {};
  private FloatPointer[] activations = {}; // [l]: what enters layer l; the last is the output
  private FloatBuffer[] activationViews = {};
  private float[][] derivatives = {}; // [l]: φ′ at the output of layer l
  private final FloatPointer[] delta = new FloatPointer[2];
  private final FloatBuffer[] deltaViews = new FloatBuffer[2];

  RowBlock(
      DenseLayout layout,
      Nonlinearity activation,
      float[] parameters,
      FloatPointer nativeParameters) {
    this.layout = layout;
    this.activation = activation;
    this.parameters = parameters;
    int layers = layout.layers();
    gradient = new FloatPointer(layout.parameters());
    gradientView = gradient.asBuffer();
    thinInput = layers > 1 && layout.inputs() <= THIN;
    thinOutput = layers > 1 && layout.outputs() <= THIN;
    tileSize = Math.max(TILE, layout.widest());
    tile = new float[tileSize];
    derivativeTile = new float[tileSize];
    weights = new FloatPointer[layers];
    weightGradients = new FloatPointer[layers];
    biases = new Pattern[layers];
    biasGradients = new Pattern[layers];
    for (int l = 0; l < layers; l++) {
      weights[l] = nativeParameters.getPointer(FloatPointer.class, layout.weights(l));
      weightGradients[l] = gradient.getPointer(FloatPointer.class, layout.weights(l));
      biases[l] = new Pattern(layout.out(l), tileSize);
      biasGradients[l] = new Pattern(layout.out(l), tileSize);
    }
    inputColumns = patterns(thinInput ? layout.inputs() : 0, layout.out(0));
    inputColumnGradients = patterns(inputColumns.length, layout.out(0));
    outputRows = patterns(thinOutput ? layout.outputs() : 0, layout.in(layers - 1));
  }

  private Pattern[] patterns(int count, int width) {
    Pattern[] patterns = new Pattern[count];
    Arrays.setAll(patterns, i -> new Pattern(width, tileSize));
    return patterns;
  }

  /** Copies the entries [at, at + n) of this share's gradient to the same place in an array. */
  void readGradient(int at, int n, float[] into) {
    gradientView.get(at, into, at, n);
  }

  /** Output rows [from, to) of the net. */
  void forward(double[] x, int from, int to, double[] y) {
    readParameters();
    for (int start = from; start < to; start += ROWS) {
      int n = Math.min(ROWS, to - start);
      reserve(n);
      forward(x, start, n, false);
      readOutput(start, n, y);
    }
  }

  /** The sum of squared errors of rows [from, to); their gradient, times scale, stays here. */
  double gradient(double[] x, double[] target, int from, int to, double scale) {
    for (Pattern bias : biasGradients) {
      bias.clear();
    }
    for (Pattern column : inputColumnGradients) {
      column.clear();
    }
    readParameters();
    double squares = 0;
    for (int start = from; start < to; start += ROWS) {
      int n = Math.min(ROWS, to - start);
      reserve(n);
      forward(x, start, n, true);
      squares += outputError(target, start, n, scale);
      backward(n, start == from ? 0f : 1f);
    }
    for (int l = 0; l < layout.layers(); l++) {
      gradientView.put(layout.bias(l), biasGradients[l].fold());
    }
    writeInputColumnGradients();
    return squares;
  }

  /** What the tiles need of the parameters, which change with every step. */
  private void readParameters() {
    int last = layout.layers() - 1;
    for (int l = 0; l < last; l++) {
      biases[l].repeat(parameters, layout.bias(l), 1);
    }
    for (int k = 0; k < inputColumns.length; k++) {
      inputColumns[k].repeat(parameters, k, layout.inputs());
    }
    for (int o = 0; o < outputRows.length; o++) {
      outputRows[o].repeat(parameters, layout.weights(last) + o * layout.in(last), 1);
    }
  }

  private void writeInputColumnGradients() {
    int in = layout.inputs();
    for (int k = 0; k < inputColumnGradients.length; k++) {
      float[] column = inputColumnGradients[k].fold();
      for (int c = 0; c < column.length; c++) {
        gradientView.put(c * in + k, column[c]);
      }
    }
  }

  private void forward(double[] x, int start, int n, boolean keepDerivatives) {
    readInput(x, start, n);
    int last = layout.layers() - 1;
    for (int l = 0; l <= last; l++) {
      if (l > 0 || !thinInput) {
        Blas.forward(
            n, layout.in(l), layout.out(l), activations[l], weights[l], activations[l + 1]);
      }
      if (l < last) {
        activate(l, n, keepDerivatives);
      }
    }
  }

  private void readInput(double[] x, int start, int n) {
    int total = n * layout.inputs();
    int offset = start * layout.inputs();
    for (int i = 0; i < total; i++) {
      inputs[i] = (float) x[offset + i];
    }
    if (!thinInput) {
      activationViews[0].put(0, inputs, 0, total);
    }
  }

  /** a ← φ(z + b) in place, and φ′ beside it. */
  private void activate(int l, int n, boolean keepDerivatives) {
    int width = layout.out(l);
    int rows = tileSize / width;
    FloatBuffer a = activationViews[l + 1];
    for (int row = 0; row < n; row += rows) {
      int m = Math.min(rows, n - row);
      int at = row * width;
      int size = m * width;
      if (l == 0 && thinInput) {
        biases[l].copyTo(tile, size);
        firstLayer(row, m, width);
      } else {
        a.get(at, tile, 0, size);
        biases[l].addTo(tile, size);
      }
      if (keepDerivatives) {
        activation.tile(tile, derivativeTile, size);
        System.arraycopy(derivativeTile, 0, derivatives[l], at, size);
      } else {
        activation.tile(tile, size);
      }
      a.put(at, tile, 0, size);
    }
  }

  /** tile ← tile + Σ_k x_k W_k, for m rows from {@code row} on. */
  private void firstLayer(int row, int m, int width) {
    int in = layout.inputs();
    for (int r = 0; r < m; r++) {
      for (int k = 0; k < in; k++) {
        float x = inputs[(row + r) * in + k];
        inputColumns[k].addTo(tile, r * width, (r + 1) * width, x);
      }
    }
  }

  private void readOutput(int start, int n, double[] y) {
    int last = layout.layers() - 1;
    int out = layout.outputs();
    int bias = layout.bias(last);
    int rows = tileSize / out;
    for (int row = 0; row < n; row += rows) {
      int m = Math.min(rows, n - row);
      activationViews[last + 1].get(row * out, tile, 0, m * out);
      int at = (start + row) * out;
      for (int r = 0; r < m; r++) {
        for (int c = 0; c < out; c++) {
          y[at + r * out + c] = tile[r * out + c] + parameters[bias + c];
        }
      }
    }
  }

  /** delta ← 2·scale·(y − target) at the output; returns the sum of squares. */
  private double outputError(double[] target, int start, int n, double scale) {
    int last = layout.layers() - 1;
    int out = layout.outputs();
    int bias = layout.bias(last);
    int rows = tileSize / out;
    float factor = (float) (2 * scale);
    float[] biasGradient = biasGradients[last].values();
    double squares = 0;
    for (int row = 0; row < n; row += rows) {
      int m = Math.min(rows, n - row);
      activationViews[last + 1].get(row * out, tile, 0, m * out);
      int at = (start + row) * out;
      for (int r = 0; r < m; r++) {
        for (int c = 0; c < out; c++) {
          int i = r * out + c;
          double error = (double) tile[i] + parameters[bias + c] - target[at + i];
          squares += error * error;
          tile[i] = factor * (float) error;
          biasGradient[c] += tile[i];
        }
      }
      deltaViews[last & 1].put(row * out, tile, 0, m * out);
      System.arraycopy(tile, 0, outputDelta, row * out, m * out);
    }
    return squares;
  }

  private void backward(int n, float keep) {
    int last = layout.layers() - 1;
    for (int l = last; l >= 0; l--) {
      int in = layout.in(l);
      int out = layout.out(l);
      if (l > 0 || !thinInput) {
        Blas.weights(n, in, out, delta[l & 1], activations[l], weightGradients[l], keep);
      }
      if (l > 0) {
        if (l < last || !thinOutput) {
          Blas.backward(n, in, out, delta[l & 1], weights[l], delta[(l - 1) & 1]);
        }
        throughActivation(l - 1, n);
      }
    }
  }

  /** delta ← delta ⊙ φ′ in place, and its column sums, the gradient of the bias. */
  private void throughActivation(int l, int n) {
    int width = layout.out(l);
    int rows = tileSize / width;
    boolean fromOutput = thinOutput && l == layout.layers() - 2;
    boolean toInput = thinInput && l == 0;
    FloatBuffer d = deltaViews[l & 1];
    for (int row = 0; row < n; row += rows) {
      int m = Math.min(rows, n - row);
      int at = row * width;
      int size = m * width;
      if (fromOutput) {
        lastLayerBack(row, m, width);
      } else {
        d.get(at, tile, 0, size);
      }
      System.arraycopy(derivatives[l], at, derivativeTile, 0, size);
      multiplyAndSum(tile, derivativeTile, biasGradients[l].values(), size);
      if (toInput) {
        firstLayerGradient(row, m, width);
      } else {
        d.put(at, tile, 0, size);
      }
    }
  }

  /** tile ← Σ_o δ_o W_o, for m rows from {@code row} on. */
  private void lastLayerBack(int row, int m, int width) {
    int out = layout.outputs();
    Arrays.fill(tile, 0, m * width, 0f);
    for (int r = 0; r < m; r++) {
      for (int o = 0; o < out; o++) {
        float error = outputDelta[(row + r) * out + o];
        outputRows[o].addTo(tile, r * width, (r + 1) * width, error);
      }
    }
  }

  /** dW_k ← dW_k + Σ_rows x_k δ, from the tile. */
  private void firstLayerGradient(int row, int m, int width) {
    int in = layout.inputs();
    for (int r = 0; r < m; r++) {
      for (int k = 0; k < in; k++) {
        float x = inputs[(row + r) * in + k];
        inputColumnGradients[k].add(tile, r * width, (r + 1) * width, x);
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

  private void reserve(int n) {
    if (n <= capacity) {
      return;
    }
    closeRows();
    int layers = layout.layers();
    activations = new FloatPointer[layers + 1];
    activationViews = new FloatBuffer[layers + 1];
    derivatives = new float[layers][];
    for (int l = 0; l <= layers; l++) {
      int width = l == 0 ? layout.inputs() : layout.out(l - 1);
      activations[l] = new FloatPointer((long) n * width);
      activationViews[l] = activations[l].asBuffer();
      if (l < layers - 1) {
        derivatives[l] = new float[n * layout.out(l)];
      }
    }
    for (int side = 0; side < 2; side++) {
      delta[side] = new FloatPointer((long) n * layout.widest());
      deltaViews[side] = delta[side].asBuffer();
    }
    inputs = new float[n * layout.inputs()];
    outputDelta = new float[n * layout.outputs()];
    capacity = n;
  }

  private void closeRows() {
    for (FloatPointer activation : activations) {
      activation.close();
    }
    for (FloatPointer side : delta) {
      if (side != null) {
        side.close();
      }
    }
  }

  @Override
  public void close() {
    closeRows();
    gradient.close();
  }
}
