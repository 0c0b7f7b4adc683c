package flowlab.model;

import flowlab.VectorField;
import flowlab.nd.Input;
import flowlab.nd.Shapes;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The mean velocity of a flow over a stretch of time: from (x, s, t), side by side, to u(x, s, t) =
 * (ψ(x) − x) / (t − s), where ψ takes the point that is at x at time s to where it is at time t. So
 * a stretch of any length is one evaluation, ψ(x) = x + (t − s) u, and a flow from noise to data is
 * {@code net.jump(x0, 0, 1)}. d + 2 inputs, d outputs.
 *
 * <p>A value like {@link Mlp}, and as safe to share.
 *
 * @param net a perceptron with two inputs more than outputs
 */
public record MeanVelocity(Mlp net) implements OnMlp<MeanVelocity> {
  public MeanVelocity {
    if (net.inputs() != net.outputs() + 2) {
      throw new IllegalArgumentException(
          "expected a net with inputs (x, s, t), %d of them for %d outputs, got widths %s"
              .formatted(net.outputs() + 2, net.outputs(), Arrays.toString(net.layout().widths())));
    }
  }

  /** Fresh weights: {@code hidden} layers of {@code width} units for points of d numbers. */
  public static MeanVelocity of(
      int d, int hidden, int width, Activation activation, RandomGenerator random) {
    var encoding = TimeEmbedding.raw().in(d + 2, d, d + 1);
    return new MeanVelocity(Mlp.of(activation, random, Mlp.layout(encoding, hidden, width, d)));
  }

  /** The mean velocity u(x, s, t), row by row. */
  public INDArray at(INDArray x, double s, double t) {
    int d = net.outputs();
    int n = Shapes.requireBatch("x", x, d).rows();
    double[] u = new double[n * d];
    double from = Shapes.requireTime(s);
    double to = Shapes.requireTime(t);
    net.apply(new Input(n, Input.rows(Shapes.toRows(x), d), Input.same(from), Input.same(to)), u);
    return Shapes.fromRows(u, n, d);
  }

  /** Where the points are at time t that are at x at time s: x + (t − s) u(x, s, t). */
  public INDArray jump(INDArray x, double s, double t) {
    return x.add(at(x, s, t).mul(t - s));
  }

  /** The velocity of the flow itself, u(x, t, t). */
  public VectorField velocity() {
    return (x, t) -> {
      int d = net.outputs();
      int n = Shapes.requireBatch("x", x, d).rows();
      double[] times = Shapes.toRows(Shapes.requireTimes(t, n));
      double[] u = new double[n * d];
      net.apply(
          new Input(n, Input.rows(Shapes.toRows(x), d), Input.rows(times, 1), Input.rows(times, 1)),
          u);
      return Shapes.fromRows(u, n, d);
    };
  }

  @Override
  public MeanVelocity withParameters(INDArray parameters) {
    return new MeanVelocity(net.withParameters(parameters));
  }

  @Override
  public String toString() {
    return "MeanVelocity of (x, s, t): " + net;
  }
}
