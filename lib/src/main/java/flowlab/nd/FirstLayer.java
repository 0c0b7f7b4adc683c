package flowlab.nd;

import java.util.Arrays;

/**
 * The way into a {@link RowBlock}: rows are put together, encoded and turned to float; and where
 * there are few columns, their product with the first layer's weights is done on the tile itself, a
 * column at a time, for BLAS is no good at products so thin. What is the same in every row is then
 * added to the bias once.
 */
final class FirstLayer {
  /** A layer with at most so many inputs, or outputs on the way back, is done without BLAS. */
  static final int THIN = 8;

  private final DenseLayout layout;
  private final Encoding encoding;
  private final float[] parameters;
  private final boolean thin;
  private final Pattern[] columns; // [k]: weights of input k
  private final Pattern[] columnGradients;
  private final Pattern any; // one column at a time, where there are many
  private final Pattern bias;
  private final float[] biasRow;
  private final double[] encodingGradient;

  private final double[][] from; // [c]: where column c of the rows that come is read
  private final int[] offset;
  private final int[] stride; // 0: the same in all rows
  private final int[] place; // [c]: where it goes in a row of inputs; −1 if it is in the bias
  private final int[] source; // [i]: which encoded input stands at place i of a row
  private int width; // of a row of inputs
  private float[] inputs = {};
  private float[] errors = {}; // at the inputs

  FirstLayer(DenseLayout layout, float[] parameters, int tileSize) {
    this.layout = layout;
    this.parameters = parameters;
    encoding = layout.encoding();
    int in = layout.in(0);
    thin = layout.layers() > 1 && in <= THIN;
    columns = Pattern.several(thin ? in : 0, layout.out(0), tileSize);
    columnGradients = Pattern.several(thin ? in : 0, layout.out(0), tileSize);
    any = new Pattern(layout.out(0), tileSize);
    bias = new Pattern(layout.out(0), tileSize);
    biasRow = new float[layout.out(0)];
    encodingGradient = new double[encoding.parameters()];
    from = new double[layout.inputs()][];
    offset = new int[layout.inputs()];
    stride = new int[layout.inputs()];
    place = new int[layout.inputs()];
    source = new int[in];
  }

  boolean thin() {
    return thin;
  }

  /** Takes the weights, which change with every step. */
  void readParameters() {
    for (int k = 0; k < columns.length; k++) columns[k].repeat(parameters, k, layout.in(0));
  }

  /**
   * Says what is to be read.
   *
   * @param fold put what is the same in every row into the bias, where that can be done
   */
  void open(Input input, boolean fold) {
    int c = 0;
    for (Input.Part part : input.parts()) {
      for (int i = 0; i < part.width(); i++, c++) {
        from[c] = part.rows();
        offset[c] = i;
        stride[c] = part.same() ? 0 : part.width();
      }
    }
    System.arraycopy(parameters, layout.bias(0), biasRow, 0, biasRow.length);
    width = 0;
    for (c = 0; c < from.length; c++) {
      int size = encoding.which(c) < 0 ? 1 : 2 * encoding.waves();
      int at = encoding.at(c);
      if (fold && thin && stride[c] == 0) {
        place[c] = -1;
        addToBias(c, at, size);
      } else {
        place[c] = width;
        for (int i = 0; i < size; i++) source[width++] = at + i;
      }
    }
    bias.repeat(biasRow, 0, 1);
  }

  private void addToBias(int c, int at, int size) {
    float[] encoded = new float[size];
    encode(c, from[c][0], encoded, 0);
    for (int o = 0; o < biasRow.length; o++) {
      for (int i = 0; i < size; i++) {
        biasRow[o] += encoded[i] * parameters[o * layout.in(0) + at + i];
      }
    }
  }

  /** Rows [start, start + n) of what was opened; a wide layer's go into {@code wide}. */
  void read(int start, int n, Matrix wide) {
    if (inputs.length < n * layout.in(0)) inputs = new float[n * layout.in(0)];
    for (int c = 0; c < from.length; c++) {
      if (place[c] < 0) continue;
      boolean waves = encoding.which(c) >= 0;
      int read = start * stride[c] + offset[c];
      for (int at = place[c], end = at + n * width; at < end; at += width, read += stride[c]) {
        if (waves) {
          encode(c, from[c][read], inputs, at);
        } else {
          inputs[at] = (float) from[c][read];
        }
      }
    }
    if (!thin) wide.write(0, n, inputs, 0);
  }

  private void encode(int c, double value, float[] into, int at) {
    int which = encoding.which(c);
    if (which < 0) {
      into[at] = (float) value;
      return;
    }
    int k = encoding.waves();
    for (int j = 0; j < k; j++) {
      double angle = angle(which, j, value);
      into[at + j] = (float) Math.cos(angle);
      into[at + k + j] = (float) Math.sin(angle);
    }
  }

  private double angle(int which, int j, double value) {
    int at = layout.encodingParameters();
    return Math.PI
        * (encoding.frequency(parameters, at, which, j) * value
            + encoding.phase(parameters, at, which, j));
  }

  Pattern bias() {
    return bias;
  }

  /** The weights of a column that comes as it is, repeated over a tile. */
  Pattern column(int c) {
    if (thin) return columns[encoding.at(c)];
    any.repeat(parameters, encoding.at(c), layout.in(0));
    return any;
  }

  /** tile ← bias + Σ_k x_k W_k, for m rows from {@code row} on. */
  void forward(int row, int m, float[] tile) {
    int out = biasRow.length;
    bias.copyTo(tile, m * out);
    for (int r = 0; r < m; r++) {
      for (int i = 0; i < width; i++) {
        float x = inputs[(row + r) * width + i];
        columns[source[i]].addTo(tile, r * out, (r + 1) * out, x);
      }
    }
  }

  void clearGradient() {
    for (Pattern column : columnGradients) column.clear();
    Arrays.fill(encodingGradient, 0);
  }

  /** dW_k ← dW_k + Σ_rows x_k δ, from the tile. */
  void gradient(int row, int m, float[] tile) {
    int out = biasRow.length;
    for (int r = 0; r < m; r++) {
      for (int k = 0; k < width; k++) {
        float x = inputs[(row + r) * width + k];
        columnGradients[k].add(tile, r * out, (r + 1) * out, x);
      }
    }
  }

  /**
   * Through the waves: dφ = cos φ · dsin − sin φ · dcos, dw = π Σ u dφ, db = π Σ dφ, for n rows
   * from {@code start} on, whose gradient at the first layer's inputs is given.
   */
  void encodingGradient(int start, int n, Matrix inputError) {
    if (errors.length < n * width) errors = new float[n * width];
    inputError.read(0, n, errors, 0);
    int k = encoding.waves();
    for (int c = 0; c < from.length; c++) {
      int which = encoding.which(c);
      for (int row = 0; which >= 0 && row < n; row++) {
        double u = from[c][(start + row) * stride[c] + offset[c]];
        int at = row * width + encoding.at(c);
        for (int j = 0; j < k; j++) {
          double dcos = errors[at + j];
          double dsin = errors[at + k + j];
          double angle = Math.PI * (inputs[at + j] * dsin - inputs[at + k + j] * dcos);
          encodingGradient[2 * which * k + j] += u * angle;
          encodingGradient[(2 * which + 1) * k + j] += angle;
        }
      }
    }
  }

  /** Writes what was gathered to its places in the flat gradient. */
  void writeGradient(float[] gradient) {
    for (int k = 0; k < columnGradients.length; k++) {
      float[] column = columnGradients[k].fold();
      for (int o = 0; o < column.length; o++) gradient[o * layout.in(0) + k] = column[o];
    }
    for (int i = 0; i < encodingGradient.length; i++) {
      gradient[layout.encodingParameters() + i] = (float) encodingGradient[i];
    }
  }
}
