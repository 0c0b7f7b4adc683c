package flowlab.nd;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The dense network on a CPU, in float: rows are split over threads; a thread's matrix products run
 * on it alone, in buffers that live as long as the net; bias, activation and derivative are one
 * pass over tiles that stay in the first-level cache. No step allocates.
 *
 * <p>The same seed gives the same bits as long as the number of parts is the same.
 */
final class FusedDenseNet implements DenseNet {
  private static final int TILE = RowBlock.TILE;

  private final DenseLayout layout;
  private final Products products;
  private final RowBlock[] blocks;
  private final double[] partLoss;
  private final int updateParts;
  private final float[] parameters; // the blocks read these when the version has changed
  private final float[] gradient;
  private final float[] firstMoment;
  private final float[] secondMoment;
  private float @Nullable [] average; // null until one is asked for
  private int activeParts;
  private int version; // of the parameters: counts updates

  static boolean canRun(INDArray parameters, boolean onCpu) {
    return parameters.dataType() == DataType.FLOAT && onCpu;
  }

  FusedDenseNet(DenseLayout layout, Nonlinearity activation, NetState start, int parts) {
    this(layout, activation, start, parts, Products.fastest());
  }

  FusedDenseNet(
      DenseLayout layout, Nonlinearity activation, NetState start, int parts, Products products) {
    this.layout = layout;
    this.products = products;
    int size = layout.parameters();
    parameters = start.parameters().toFloatVector();
    gradient = new float[size];
    firstMoment = start.firstMoment().toFloatVector();
    secondMoment = start.secondMoment().toFloatVector();
    average = start.average().map(INDArray::toFloatVector).orElse(null);
    partLoss = new double[parts];
    updateParts = size < 4 * TILE ? 1 : parts;
    blocks = new RowBlock[parts];
    for (int part = 0; part < parts; part++) {
      blocks[part] = new RowBlock(layout, activation, parameters, products);
    }
  }

  @Override
  public void forward(Input input, double[] y) {
    pieces(
        input.n(), RowBlock.PIECE, (part, rows) -> blocks[part].forward(input, rows, y, version));
  }

  @Override
  public void divergence(Input input, int column, double[] y, double[] divergence) {
    pieces(
        input.n(),
        Math.max(1, RowBlock.PIECE / (1 + layout.outputs())),
        (part, rows) -> blocks[part].divergence(input, column, rows, y, divergence, version));
  }

  private void pieces(int n, int size, Workers.Taker task) {
    Workers.pieces(
        n, size, blocks.length, (part, rows) -> products.alone(() -> task.take(part, rows)));
  }

  @Override
  public double lossAndGradient(double[] x, double[] target, int n) {
    Input input = Input.whole(x, n, layout.inputs());
    double scale = 1.0 / ((double) n * layout.outputs());
    activeParts = Math.min(n, blocks.length);
    Workers.rows(
        n,
        activeParts,
        (part, from, to) ->
            products.alone(
                () ->
                    partLoss[part] =
                        blocks[part].gradient(input, target, from, to, scale, version)));
    double loss = 0;
    for (int part = 0; part < activeParts; part++) loss += partLoss[part];
    return loss * scale;
  }

  @Override
  public void update(AdamStep step, Runnable meanwhile) {
    if (step.averaging() > 0 && average == null) average = parameters.clone();
    float factor = step.clips() ? (float) step.factor(gradientNorm()) : 1f;
    version++;
    Workers.run(
        updateParts + 1,
        part -> {
          if (part == 0) {
            meanwhile.run();
          } else {
            overTiles(
                part - 1,
                (from, to) -> {
                  if (!step.clips()) { // else the norm has summed them
                    sumGradients(from, to);
                  }
                  step.apply(
                      factor, gradient, firstMoment, secondMoment, parameters, average, from, to);
                });
          }
        });
  }

  private double gradientNorm() {
    double[] squares = new double[updateParts];
    Workers.run(
        updateParts,
        part ->
            overTiles(
                part,
                (from, to) -> {
                  sumGradients(from, to);
                  for (int i = from; i < to; i++) {
                    squares[part] += (double) gradient[i] * gradient[i];
                  }
                }));
    return Math.sqrt(Arrays.stream(squares).sum());
  }

  /** One part's entries of the flat vector, a tile at a time. */
  private void overTiles(int part, Workers.Rows tile) {
    int size = parameters.length;
    int end = Workers.from(part + 1, updateParts, size);
    for (int at = Workers.from(part, updateParts, size); at < end; at += TILE) {
      tile.apply(at, Math.min(end, at + TILE));
    }
  }

  /** gradient ← the sum of the parts' gradients, for the entries [from, to). */
  private void sumGradients(int from, int to) {
    System.arraycopy(blocks[0].gradient(), from, gradient, from, to - from);
    for (int part = 1; part < activeParts; part++) add(blocks[part].gradient(), gradient, from, to);
  }

  private static void add(float[] more, float[] sum, int from, int to) {
    for (int i = from; i < to; i++) sum[i] += more[i];
  }

  @Override
  public INDArray parameters() {
    return Nd4j.createFromArray(parameters);
  }

  @Override
  public INDArray gradient() {
    sumGradients(0, gradient.length);
    return Nd4j.createFromArray(gradient);
  }

  @Override
  public NetState state() {
    return new NetState(
        parameters(),
        Nd4j.createFromArray(firstMoment),
        Nd4j.createFromArray(secondMoment),
        Optional.ofNullable(average).map(Nd4j::createFromArray));
  }

  @Override
  public void close() {
    for (RowBlock block : blocks) block.close();
  }
}
