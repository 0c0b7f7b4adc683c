package flowlab.nd;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A dense network at work: memory for its activations, its gradient and Adam's moments, and the
 * three things a training loop asks of it. This is the seam between the plain path and the fused
 * one; models and trainers do not know which they hold.
 *
 * <p>Rows come and go as {@code double[]}, row by row. Not thread-safe: one net, one caller.
 */
public interface DenseNet extends AutoCloseable {
  /** y = net(x), row by row. */
  void forward(Input input, double[] y);

  /** y = net(x) for n rows. */
  default void forward(double[] x, int n, double[] y) {
    forward(new Input(n, Input.rows(x, x.length / n)), y);
  }

  /**
   * y = net(x) and, row by row, the trace of the square matrix dy/dx for as many inputs as there
   * are outputs, from {@code column} on; carried forward through the layers, exact to rounding.
   */
  void divergence(Input input, int column, double[] y, double[] divergence);

  /**
   * The mean squared error {@code 1/(n·out) Σ (net(x) − target)²} over n rows. Its gradient stays
   * in this net until the next call.
   */
  double lossAndGradient(double[] x, double[] target, int n);

  /**
   * One Adam update of the parameters with the gradient of the last call.
   *
   * @param meanwhile done beside it, by a worker that the update leaves idle
   */
  void update(AdamStep step, Runnable meanwhile);

  /** One Adam update of the parameters with the gradient of the last call. */
  default void update(AdamStep step) {
    update(step, () -> {});
  }

  /** A copy of the parameters: flat, in the order of {@link DenseLayout}. */
  INDArray parameters();

  /** A copy of the last gradient, in the same order. */
  INDArray gradient();

  /** A copy of all that the next update depends on. */
  NetState state();

  /** Gives the memory back. */
  @Override
  void close();

  /**
   * Opens a net that goes on from a copy of this state: the fused path for float on a CPU, the
   * plain path otherwise.
   */
  static DenseNet open(DenseLayout layout, Nonlinearity activation, NetState state) {
    return FusedDenseNet.canRun(state.parameters(), Backend.onCpu())
        ? new FusedDenseNet(layout, activation, state, Workers.available())
        : new PlainDenseNet(layout, activation, state);
  }

  /** Opens a net with these parameters, before the first update. */
  static DenseNet open(DenseLayout layout, Nonlinearity activation, INDArray parameters) {
    return open(layout, activation, NetState.start(parameters));
  }
}
