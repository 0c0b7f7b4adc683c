package flowlab.model;

import flowlab.VectorField;
import flowlab.nd.Encoding;
import flowlab.nd.Input;
import flowlab.nd.Shapes;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The network of difference transition matching (Shaul et al., 2025, arXiv 2506.23589): from (x, t,
 * y, s), side by side, to the velocity at y of the inner flow, which carries noise at s = 0 to Y =
 * X₁ − X₀ given X_t = x at s = 1. 2d + 2 inputs, d outputs.
 *
 * <p>{@code model::given} is the inner field that a transition sampler asks for. A value like
 * {@link Mlp}, and as safe to share.
 *
 * @param net a perceptron with 2d + 2 inputs and d outputs
 */
public record TransitionModel(Mlp net) implements OnMlp<TransitionModel> {
  public TransitionModel {
    if (net.inputs() != 2 * net.outputs() + 2) {
      throw new IllegalArgumentException(
          "expected a net with inputs (x, t, y, s), %d of them for %d outputs, got widths %s"
              .formatted(
                  2 * net.outputs() + 2, net.outputs(), Arrays.toString(net.layout().widths())));
    }
  }

  /** Fresh weights: {@code hidden} layers of {@code width} units for points of d numbers. */
  public static TransitionModel of(
      int d, int hidden, int width, Activation activation, RandomGenerator random) {
    return of(d, TimeEmbedding.raw(), hidden, width, activation, random);
  }

  /** A model whose times are both embedded like this, each with waves of its own. */
  public static TransitionModel of(
      int d,
      TimeEmbedding embedding,
      int hidden,
      int width,
      Activation activation,
      RandomGenerator random) {
    Encoding encoding = embedding.in(2 * d + 2, d, 2 * d + 1);
    return new TransitionModel(Mlp.of(activation, random, Mlp.layout(encoding, hidden, width, d)));
  }

  /** How many numbers a point has. */
  public int dimension() {
    return net.outputs();
  }

  /**
   * The inner flow at these points: v(y, s), where row i of y goes with row i of x.
   *
   * @param x points at time t, [n, d]
   */
  public VectorField given(INDArray x, double t) {
    double[] rows = Shapes.toRows(Shapes.requireBatch("x", x, dimension()));
    return new Inner(net, rows, Shapes.requireTime(t));
  }

  @Override
  public TransitionModel withParameters(INDArray parameters) {
    return new TransitionModel(net.withParameters(parameters));
  }

  /** The same model in double precision. */
  public TransitionModel inDouble() {
    return new TransitionModel(net.inDouble());
  }

  @Override
  public String toString() {
    return "TransitionModel of (x, t, y, s): " + net;
  }

  private record Inner(Mlp net, double[] x, double t) implements VectorField {
    @Override
    public INDArray at(INDArray y, INDArray s) {
      int d = net.outputs();
      int n = Shapes.requireBatch("y", y, d).rows();
      double[] times = Shapes.toRows(Shapes.requireTimes(s, n));
      double[] v = new double[n * d];
      apply(Shapes.toRows(y), n, Input.rows(times, 1), v);
      return Shapes.fromRows(v, n, d);
    }

    @Override
    public void into(double[] y, int n, double s, double[] velocity) {
      apply(y, n, Input.same(s), velocity);
    }

    private void apply(double[] y, int n, Input.Part s, double[] v) {
      int d = net.outputs();
      if (n * d != x.length) {
        throw new IllegalArgumentException(
            "expected a row of y for each of the %d points that this inner flow belongs to, got %d"
                .formatted(x.length / d, n));
      }
      net.apply(new Input(n, Input.rows(x, d), Input.same(t), Input.rows(y, d), s), v);
    }
  }
}
