package flowlab.model;

import flowlab.FieldWithDivergence;
import flowlab.nd.Input;
import flowlab.nd.Shapes;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A velocity that is told what to make: from (x, c, t), side by side, to u(x, t | c), where c is a
 * condition of k numbers that does not move, such as a species with one of them 1 and the others 0.
 * d + k + 1 inputs, d outputs.
 *
 * <p>{@link #given} fixes the condition; what it gives is a field like any other, for every solver
 * and for the likelihood. A value like {@link Mlp}, and as safe to share.
 *
 * @param net a perceptron with at least two inputs more than outputs
 */
public record ConditionalVelocity(Mlp net) implements OnMlp<ConditionalVelocity> {
  public ConditionalVelocity {
    if (net.inputs() < net.outputs() + 2) {
      throw new IllegalArgumentException(
          "expected a net with inputs (x, c, t), at least %d of them for %d outputs, got widths %s"
              .formatted(net.outputs() + 2, net.outputs(), Arrays.toString(net.layout().widths())));
    }
  }

  /**
   * Fresh weights: {@code hidden} layers of {@code width} units for points of d numbers under
   * conditions of k.
   */
  public static ConditionalVelocity of(
      int d, int k, int hidden, int width, Activation activation, RandomGenerator random) {
    Shapes.requirePositive("the numbers of a condition", k);
    return new ConditionalVelocity(
        Mlp.of(
            activation,
            random,
            Mlp.layout(TimeEmbedding.raw().in(d + k + 1, d + k), hidden, width, d)));
  }

  /** How many numbers a condition has. */
  public int conditions() {
    return net.inputs() - net.outputs() - 1;
  }

  /** u(x, t | c): the flow of the points that have this condition. */
  public FieldWithDivergence given(double... condition) {
    if (condition.length != conditions()) {
      throw new IllegalArgumentException(
          "expected a condition of %d numbers, got %d".formatted(conditions(), condition.length));
    }
    return new Given(net, condition.clone());
  }

  @Override
  public ConditionalVelocity withParameters(INDArray parameters) {
    return new ConditionalVelocity(net.withParameters(parameters));
  }

  @Override
  public String toString() {
    return "ConditionalVelocity of (x, c, t): " + net;
  }

  private record Given(Mlp net, double[] condition) implements FieldWithDivergence {
    @Override
    public INDArray at(INDArray x, INDArray t) {
      int d = net.outputs();
      int n = Shapes.requireBatch("x", x, d).rows();
      double[] times = Shapes.toRows(Shapes.requireTimes(t, n));
      double[] u = new double[n * d];
      net.apply(input(Shapes.toRows(x), n, Input.rows(times, 1)), u);
      return Shapes.fromRows(u, n, d);
    }

    @Override
    public void into(double[] x, int n, double t, double[] velocity) {
      net.apply(input(x, n, Input.same(t)), velocity);
    }

    @Override
    public void into(double[] x, int n, double t, double[] velocity, double[] divergence) {
      net.divergence(input(x, n, Input.same(t)), velocity, divergence);
    }

    @Override
    public double[] divergence(INDArray x, double t) {
      int d = net.outputs();
      int n = Shapes.requireBatch("x", x, d).rows();
      double[] divergence = new double[n];
      into(Shapes.toRows(x), n, Shapes.requireTime(t), new double[n * d], divergence);
      return divergence;
    }

    private Input input(double[] x, int n, Input.Part t) {
      Input.Part[] parts = new Input.Part[condition.length + 2];
      parts[0] = Input.rows(x, net.outputs());
      for (int k = 0; k < condition.length; k++) parts[k + 1] = Input.same(condition[k]);
      parts[condition.length + 1] = t;
      return new Input(n, parts);
    }
  }
}
