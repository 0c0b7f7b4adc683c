package flowlab.nd;

/**
 * The weights of one layer as {@link Products} want them, copied from the parameters when these
 * have changed: as they are, W[out, in], and transposed, which takes longer to copy and is read
 * faster.
 */
final class Weights implements AutoCloseable {
  private static final int BLOCK = 16;

  private final float[] parameters;
  private final int at;
  private final int in;
  private final int out;
  private final Matrix plain;
  private final Matrix transposed;
  private final float[] turned; // some rows of the transposed, as far apart as in a Matrix
  private final int stride;
  private int plainVersion = -1;
  private int transposedVersion = -1;

  Weights(DenseLayout layout, int layer, float[] parameters) {
    this.parameters = parameters;
    at = layout.weights(layer);
    in = layout.in(layer);
    out = layout.out(layer);
    plain = Matrix.of(out, in);
    transposed = Matrix.of(in, out);
    stride = out + BLOCK;
    turned = new float[BLOCK * stride];
  }

  /** W[out, in] of that version of the parameters. */
  Matrix plain(int version) {
    if (version != plainVersion) {
      plainVersion = version;
      plain.write(0, out, parameters, at);
    }
    return plain;
  }

  /** Wᵀ[in, out] of that version of the parameters. */
  Matrix transposed(int version) {
    if (version != transposedVersion) {
      transposedVersion = version;
      for (int i = 0; i < in; i += BLOCK) {
        int rows = Math.min(BLOCK, in - i);
        for (int o = 0; o < out; o++) {
          for (int r = 0; r < rows; r++) turned[r * stride + o] = parameters[at + o * in + i + r];
        }
        for (int r = 0; r < rows; r++) transposed.write(i + r, 1, turned, r * stride);
      }
    }
    return transposed;
  }

  @Override
  public void close() {
    plain.close();
    transposed.close();
  }
}
