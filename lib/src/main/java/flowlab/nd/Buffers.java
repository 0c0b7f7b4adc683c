package flowlab.nd;

/**
 * Room for the rows that go through a {@link RowBlock} together; it grows to the most asked for. On
 * the way to a gradient all layers' activations and derivatives are kept; else a layer needs but
 * two places, what enters it and what leaves it, which then stay in cache.
 */
final class Buffers implements AutoCloseable {
  private final DenseLayout layout;
  private final Matrix[] kept; // [l]: what enters layer l; the last is the output
  private final float[][][] derivatives; // [l][i]: φ′ at the output of layer l, tile i
  private final int tileSize;
  private final Matrix[] sides = new Matrix[2];
  private final Matrix[] passing; // [l]: what enters layer l, or the error there, on one side
  private int keptRows;
  private int passingRows;
  private boolean keeps;

  Buffers(DenseLayout layout, int tileSize) {
    this.layout = layout;
    this.tileSize = tileSize;
    kept = new Matrix[layout.layers() + 1];
    derivatives = new float[layout.layers()][][];
    passing = new Matrix[layout.layers() + 1];
  }

  /** Room for n rows on their way to a gradient and back. */
  void keep(int n) {
    keeps = true;
    sides(n);
    if (n <= keptRows) return;
    keptRows = n;
    close(kept);
    for (int l = 0; l <= layout.layers(); l++) kept[l] = Matrix.of(n, width(l));
    for (int l = 0; l < layout.layers() - 1; l++) {
      int rows = tileSize / layout.out(l);
      derivatives[l] = new float[(n + rows - 1) / rows][rows * layout.out(l)];
    }
  }

  /** Room for n rows that pass through. */
  void pass(int n) {
    keeps = false;
    sides(n);
  }

  private void sides(int n) {
    if (n <= passingRows) return;
    passingRows = n;
    close(sides);
    for (int side = 0; side < 2; side++) sides[side] = Matrix.of(n, layout.widest());
    for (int l = 0; l <= layout.layers(); l++) passing[l] = sides[l & 1].as(width(l));
  }

  /** What enters layer l; at the number of layers, what leaves the last. */
  Matrix activation(int l) {
    return keeps ? kept[l] : passing[l];
  }

  /** Where φ′ at the output of layer l is kept, for the rows of one tile. */
  float[] derivative(int l, int tile) {
    return derivatives[l][tile];
  }

  /** The error at what enters layer l. */
  Matrix error(int l) {
    return passing[l];
  }

  @Override
  public void close() {
    close(kept);
    close(sides);
  }

  private int width(int l) {
    return l < layout.layers() ? layout.in(l) : layout.outputs();
  }

  private static void close(Matrix[] matrices) {
    for (Matrix matrix : matrices) {
      if (matrix != null) matrix.close();
    }
  }
}
