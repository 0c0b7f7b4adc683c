package flowlab.model;

import flowlab.FieldWithDivergence;
import flowlab.nd.DenseLayout;
import flowlab.nd.DenseNet;
import flowlab.nd.Encoding;
import flowlab.nd.Input;
import flowlab.nd.NetState;
import flowlab.nd.Shapes;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A multi-layer perceptron: z_l = W_l a_{l−1} + b_l, a_l = φ(z_l), the last layer without φ. As a
 * velocity field it takes (x, t) side by side: d + 1 inputs, d outputs; before the first layer t
 * may become waves ({@link TimeEmbedding}).
 *
 * <p>A value: training gives a new one and leaves this as it was. Its parameters are one flat
 * vector in the order of {@link DenseLayout}. Float by default; {@link #inDouble()} for checks.
 * Evaluation is synchronized, so a net may be shared between threads.
 */
public final class Mlp implements Network<Mlp>, FieldWithDivergence {
  private final DenseLayout layout;
  private final Activation activation;
  private final INDArray parameters;
  private @Nullable DenseNet evaluator; // made at the first use, from parameters that never change

  /** A net with these parameters, which are copied. */
  public Mlp(DenseLayout layout, Activation activation, INDArray parameters) {
    if (parameters.length() != layout.parameters()) {
      throw new IllegalArgumentException(
          "expected %d parameters for widths %s, got %d"
              .formatted(
                  layout.parameters(), Arrays.toString(layout.widths()), parameters.length()));
    }
    this.layout = layout;
    this.activation = activation;
    this.parameters =
        Shapes.requireFloating("the parameters", parameters).dup().reshape(parameters.length());
  }

  /**
   * A net with fresh weights, uniform on ±1/√in for weights and biases alike, as PyTorch's {@code
   * nn.Linear} starts.
   *
   * @param activation φ of the hidden layers
   * @param random where the weights come from
   * @param widths units a layer, input and output included: {@code 3, 128, 128, 2}
   */
  public static Mlp of(Activation activation, RandomGenerator random, int... widths) {
    return of(activation, random, new DenseLayout(widths));
  }

  /**
   * A velocity field in d dimensions: inputs (x, t), {@code hidden} layers of {@code width} units.
   */
  public static Mlp velocity(
      int d, int hidden, int width, Activation activation, RandomGenerator random) {
    return velocity(d, TimeEmbedding.raw(), hidden, width, activation, random);
  }

  /** A net for a velocity field whose times are embedded like this. */
  public static Mlp velocity(
      int d,
      TimeEmbedding embedding,
      int hidden,
      int width,
      Activation activation,
      RandomGenerator random) {
    return of(activation, random, layout(embedding.in(d + 1, d), hidden, width, d));
  }

  static DenseLayout layout(Encoding encoding, int hidden, int width, int outputs) {
    int[] widths = new int[hidden + 2];
    Arrays.fill(widths, width);
    widths[0] = encoding.outputs();
    widths[hidden + 1] = outputs;
    return new DenseLayout(widths, encoding);
  }

  static Mlp of(Activation activation, RandomGenerator random, DenseLayout layout) {
    float[] flat = new float[layout.parameters()];
    for (int l = 0; l < layout.layers(); l++) {
      uniform(flat, layout.weights(l), layout.bias(l) + layout.out(l), layout.in(l), random);
    }
    uniform(flat, layout.encodingParameters(), flat.length, 1, random);
    return new Mlp(layout, activation, Nd4j.createFromArray(flat));
  }

  private static void uniform(float[] flat, int from, int to, int in, RandomGenerator random) {
    double bound = 1 / Math.sqrt(in);
    for (int i = from; i < to; i++) flat[i] = (float) random.nextDouble(-bound, bound);
  }

  /** The number of inputs, of units in each hidden layer, and of outputs. */
  public DenseLayout layout() {
    return layout;
  }

  /** The nonlinearity φ behind each hidden layer. */
  public Activation activation() {
    return activation;
  }

  @Override
  public int inputs() {
    return layout.inputs();
  }

  @Override
  public int outputs() {
    return layout.outputs();
  }

  /** A copy of all weights and biases, flat. */
  @Override
  public INDArray parameters() {
    return parameters.dup();
  }

  @Override
  public Mlp withParameters(INDArray other) {
    return new Mlp(layout, activation, other);
  }

  /** The same net in double precision, which runs on the plain path. */
  public Mlp inDouble() {
    return withParameters(parameters.castTo(DataType.DOUBLE));
  }

  @Override
  public DenseNet open(NetState state) {
    return DenseNet.open(layout, activation, state);
  }

  /** A net at work that starts from these parameters; the caller closes it. */
  public DenseNet open() {
    return open(NetState.start(parameters));
  }

  /** net(input) for rows [n, in]; gives [n, out] in double. */
  public INDArray apply(INDArray input) {
    Shapes.requireBatch("the input", input, layout.inputs());
    int n = input.rows();
    double[] y = new double[n * layout.outputs()];
    apply(new Input(n, Input.rows(Shapes.toRows(input), layout.inputs())), y);
    return Shapes.fromRows(y, n, layout.outputs());
  }

  /** net(input) row by row into y. */
  synchronized void apply(Input input, double[] y) {
    evaluator().forward(input, y);
  }

  private DenseNet evaluator() {
    if (evaluator == null) evaluator = open();
    return evaluator;
  }

  @Override
  public INDArray at(INDArray x, INDArray t) {
    int d = requireVelocity();
    int n = Shapes.requireBatch("x", x, d).rows();
    double[] times = Shapes.toRows(Shapes.requireTimes(t, n));
    double[] u = new double[n * d];
    apply(new Input(n, Input.rows(Shapes.toRows(x), d), Input.rows(times, 1)), u);
    return Shapes.fromRows(u, n, d);
  }

  @Override
  public void into(double[] x, int n, double t, double[] velocity) {
    apply(new Input(n, Input.rows(x, requireVelocity()), Input.same(t)), velocity);
  }

  @Override
  public void into(double[] x, int n, double t, double[] velocity, double[] divergence) {
    divergence(new Input(n, Input.rows(x, requireVelocity()), Input.same(t)), velocity, divergence);
  }

  /** net(input), and the sum of the slopes of its outputs along as many inputs, the first ones. */
  synchronized void divergence(Input input, double[] y, double[] divergence) {
    evaluator().divergence(input, 0, y, divergence);
  }

  /** ∇·u carried forward through the layers with the velocity: exact to rounding. */
  @Override
  public double[] divergence(INDArray x, double t) {
    int d = requireVelocity();
    int n = Shapes.requireBatch("x", x, d).rows();
    double[] divergence = new double[n];
    into(Shapes.toRows(x), n, Shapes.requireTime(t), new double[n * d], divergence);
    return divergence;
  }

  /** The dimension of the field, if this net is one. */
  private int requireVelocity() {
    if (layout.inputs() != layout.outputs() + 1) {
      throw new IllegalArgumentException(
          "expected a net with inputs (x, t), one more than outputs, to be used as a velocity; this one has widths %s; for other nets call apply(input)"
              .formatted(Arrays.toString(layout.widths())));
    }
    return layout.outputs();
  }

  @Override
  public String toString() {
    return "Mlp %s %s, %,d parameters in %s"
        .formatted(
            Arrays.toString(layout.widths()),
            activation,
            layout.parameters(),
            parameters.dataType().name().toLowerCase());
  }
}
