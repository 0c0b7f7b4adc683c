package flowlab.train;

import flowlab.nd.Shapes;

/** The learning rate of step k out of n, k from 0. */
@FunctionalInterface
public interface LearningRate {
  /** The rate at step {@code k} (from 0) of a run of {@code steps}. */
  double at(int k, int steps);

  /** The same rate throughout. */
  static LearningRate constant(double rate) {
    Shapes.requirePositive("the learning rate", rate);
    return (k, steps) -> rate;
  }

  /**
   * Half a cosine from {@code first} down to {@code last} (Loshchilov and Hutter, 2017): last +
   * ½(first − last)(1 + cos(πk/n)), as PyTorch's {@code CosineAnnealingLR} with T_max = n.
   */
  static LearningRate cosine(double first, double last) {
    Shapes.requirePositive("the first learning rate", first);
    return (k, steps) -> last + 0.5 * (first - last) * (1 + Math.cos(Math.PI * k / steps));
  }

  /** This schedule after {@code warmUp} steps in which the rate rises evenly from nearly 0. */
  default LearningRate warmedUp(int warmUp) {
    Shapes.requirePositive("the number of steps to warm up", warmUp);
    return (k, steps) ->
        k < warmUp ? at(0, steps) * (k + 1) / warmUp : at(k - warmUp, Math.max(1, steps - warmUp));
  }
}
