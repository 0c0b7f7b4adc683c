package flowlab.nd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import flowlab.model.Activation;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The fused path against the plain one, and the plain one against central differences. */
class DenseNetTest {
  private static final int[][] WIDTHS = {
    {3, 128, 128, 2},
    {130, 128, 256, 2},
    {1, 7, 13, 5},
    {5, 33, 1},
    {3, 65, 65, 65, 3},
    {6, 5000, 2},
    {3, 2}
  };

  static Stream<Arguments> nets() {
    return Stream.of(Activation.values())
        .flatMap(
            activation ->
                Stream.of(WIDTHS)
                    .flatMap(
                        widths ->
                            Stream.of(1, widths[1] == 33 ? 1203 : widths[1] > 1000 ? 3 : 37)
                                .map(n -> Arguments.of(activation, widths, n))));
  }

  @ParameterizedTest
  @MethodSource("nets")
  void fusedAgreesWithPlain(Activation activation, int[] widths, int n) {
    DenseLayout layout = new DenseLayout(widths);
    RandomGenerator random = Seeds.generator(7);
    INDArray parameters = parameters(layout, random).castTo(DataType.FLOAT);
    double[] x = normals(n * layout.inputs(), random);
    double[] target = normals(n * layout.outputs(), random);
    try (DenseNet plain = new PlainDenseNet(layout, activation, NetState.start(parameters));
        DenseNet fused =
            new FusedDenseNet(layout, activation, NetState.start(parameters), n > 1000 ? 1 : 3)) {
      double[] expected = new double[n * layout.outputs()];
      double[] actual = new double[n * layout.outputs()];
      plain.forward(x, n, expected);
      fused.forward(x, n, actual);
      assertClose(expected, actual, 1e-5);
      if (layout.inputs() >= layout.outputs()) {
        double[][] trace = new double[2][n];
        plain.divergence(Input.whole(x, n, layout.inputs()), 0, expected, trace[0]);
        fused.divergence(Input.whole(x, n, layout.inputs()), 0, actual, trace[1]);
        assertClose(expected, actual, 1e-5);
        assertClose(trace[0], trace[1], 1e-5);
      }
      for (int k = 1; k <= 3; k++) {
        double loss = plain.lossAndGradient(x, target, n);
        assertEquals(loss, fused.lossAndGradient(x, target, n), 1e-5 * Math.max(1, loss));
        assertClose(plain.gradient().toDoubleVector(), fused.gradient().toDoubleVector(), 1e-5);
        AdamStep step = new AdamStep(k, 1e-3, 0.9, 0.999, 1e-3, 0.01);
        plain.update(step);
        fused.update(step);
        assertClose(plain.parameters().toDoubleVector(), fused.parameters().toDoubleVector(), 1e-5);
      }
    }
  }

  /** Rows are handed out in the same pieces to however many, and rows do not meet. */
  @Test
  void samplingIsTheSameOnAnyNumberOfThreads() {
    DenseLayout layout = new DenseLayout(3, 128, 128, 2);
    RandomGenerator random = Seeds.generator(19);
    NetState start = NetState.start(parameters(layout, random).castTo(DataType.FLOAT));
    int n = 1001;
    double[] x = normals(n * 3, random);
    double[][] y = new double[2][n * 2];
    double[][] trace = new double[2][n];
    for (int i = 0; i < 2; i++) {
      try (DenseNet net = new FusedDenseNet(layout, Activation.GELU, start, 1 + 2 * i)) {
        net.forward(x, n, y[i]);
        net.divergence(Input.whole(x, n, 3), 0, new double[n * 2], trace[i]);
      }
    }
    assertArrayEquals(y[0], y[1]);
    assertArrayEquals(trace[0], trace[1]);
  }

  static Stream<Arguments> encodings() {
    int[] both = {2, 5};
    return Stream.of(
            new DenseLayout(new int[] {5, 64, 64, 3}, learned(4, 1, 3)),
            new DenseLayout(new int[] {8, 33, 2}, learned(6, 1, both)),
            new DenseLayout(new int[] {23, 20, 2}, learned(6, 9, 2)),
            new DenseLayout(new int[] {6, 30, 2}, given(3, 2, 0.5, 2)),
            new DenseLayout(new int[] {14, 30, 2}, given(3, 2, 0.5, 1, 2, 4, 8, 16)),
            new DenseLayout(new int[] {6, 2}, learned(3, 2, 2)))
        .flatMap(layout -> Stream.of(1, 301).map(n -> Arguments.of(layout, n)));
  }

  private static Encoding learned(int inputs, int waves, int... columns) {
    return new Encoding(inputs, columns, waves, new double[0]);
  }

  private static Encoding given(int inputs, int column, double... frequencies) {
    return new Encoding(inputs, new int[] {column}, frequencies.length, frequencies);
  }

  /** Times as waves: outputs, divergence and gradient of both paths; parts that are the same. */
  @ParameterizedTest
  @MethodSource("encodings")
  void fusedAgreesWithPlainOnWaves(DenseLayout layout, int n) {
    RandomGenerator random = Seeds.generator(13);
    INDArray parameters = parameters(layout, random).castTo(DataType.FLOAT);
    int in = layout.inputs();
    int out = layout.outputs();
    double[] x = normals(n * in, random);
    double[] target = normals(n * out, random);
    Activation activation = Activation.GELU;
    try (DenseNet plain = new PlainDenseNet(layout, activation, NetState.start(parameters));
        DenseNet fused = new FusedDenseNet(layout, activation, NetState.start(parameters), 2)) {
      for (int k = 1; k <= 3; k++) {
        double loss = plain.lossAndGradient(x, target, n);
        assertEquals(loss, fused.lossAndGradient(x, target, n), 1e-5 * Math.max(1, loss));
        assertClose(plain.gradient().toDoubleVector(), fused.gradient().toDoubleVector(), 1e-5);
        AdamStep step = new AdamStep(k, 1e-2, 0.9, 0.999, 1e-3, 0.01, 0.5, 0.9);
        plain.update(step);
        fused.update(step);
        assertClose(plain.parameters().toDoubleVector(), fused.parameters().toDoubleVector(), 1e-5);
        assertClose(
            plain.state().average().orElseThrow().toDoubleVector(),
            fused.state().average().orElseThrow().toDoubleVector(),
            1e-5);
      }
      Input apart =
          new Input(n, Input.rows(normals(n * (in - 1), random), in - 1), Input.same(0.3));
      for (Input input : new Input[] {Input.whole(x, n, in), apart}) {
        double[][] y = new double[2][n * out];
        double[][] trace = new double[2][n];
        plain.divergence(input, 0, y[0], trace[0]);
        fused.divergence(input, 0, y[1], trace[1]);
        assertClose(y[0], y[1], 1e-5);
        assertClose(trace[0], trace[1], 1e-5);
        double[] alone = new double[n * out];
        fused.forward(input, alone);
        assertClose(y[0], alone, 1e-5);
      }
    }
  }

  /** In double, through both kinds of waves, along inputs that do not come first. */
  @ParameterizedTest
  @EnumSource(Activation.class)
  void divergenceIsTheCentralDifference(Activation activation) {
    for (Encoding encoding : new Encoding[] {learned(6, 2, 2, 5), given(6, 2, 1, 3)}) {
      DenseLayout layout = new DenseLayout(new int[] {encoding.outputs(), 9, 8, 2}, encoding);
      RandomGenerator random = Seeds.generator(12);
      int n = 7;
      double[] x = normals(n * 6, random);
      try (DenseNet net =
          new PlainDenseNet(layout, activation, NetState.start(parameters(layout, random)))) {
        double[] y = new double[n * 2];
        double[] trace = new double[n];
        net.divergence(Input.whole(x, n, 6), 3, y, trace);
        double h = 1e-6;
        double[] expected = new double[n];
        for (int c = 0; c < 2; c++) {
          double[] up = new double[n * 2];
          double[] down = new double[n * 2];
          net.forward(moved(x, 3 + c, h), n, up);
          net.forward(moved(x, 3 + c, -h), n, down);
          for (int row = 0; row < n; row++) {
            expected[row] += (up[2 * row + c] - down[2 * row + c]) / (2 * h);
          }
        }
        assertClose(expected, trace, 1e-7);
      }
    }
  }

  private static double[] moved(double[] x, int column, double by) {
    double[] moved = x.clone();
    for (int i = column; i < x.length; i += 6) {
      moved[i] += by;
    }
    return moved;
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void gradientIsTheCentralDifference(Activation activation) {
    gradientIsTheCentralDifference(new DenseLayout(3, 9, 8, 2), activation);
    gradientIsTheCentralDifference(
        new DenseLayout(new int[] {6, 9, 8, 2}, learned(3, 2, 2)), activation);
  }

  private static void gradientIsTheCentralDifference(DenseLayout layout, Activation activation) {
    RandomGenerator random = Seeds.generator(11);
    INDArray parameters = parameters(layout, random);
    int n = 6;
    double[] x = normals(n * 3, random);
    double[] target = normals(n * 2, random);
    double[] gradient;
    try (DenseNet net = new PlainDenseNet(layout, activation, NetState.start(parameters))) {
      net.lossAndGradient(x, target, n);
      gradient = net.gradient().toDoubleVector();
    }
    double h = 1e-5;
    double worst = 0;
    double largest = 0;
    for (int i = 0; i < gradient.length; i++) {
      double difference =
          (loss(layout, activation, parameters, i, h, x, target, n)
                  - loss(layout, activation, parameters, i, -h, x, target, n))
              / (2 * h);
      worst = Math.max(worst, Math.abs(difference - gradient[i]));
      largest = Math.max(largest, Math.abs(gradient[i]));
    }
    assertTrue(worst <= 1e-6 * largest, "worst " + worst + " of " + largest);
  }

  @Test
  void sameSeedSameBits() {
    DenseLayout layout = new DenseLayout(new int[] {3, 64, 64, 2});
    INDArray parameters = parameters(layout, Seeds.generator(3)).castTo(DataType.FLOAT);
    double[] first = losses(layout, parameters, 2);
    assertEquals(0, difference(first, losses(layout, parameters, 2)));
    double[] alone = losses(layout, parameters, 1);
    for (int k = 0; k < first.length; k++) {
      assertEquals(first[k], alone[k], 1e-5 * first[k], "step " + k);
    }
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void threeFormsAgree(Activation activation) {
    int n = 4001;
    double[] z = new double[n];
    float[] value = new float[n];
    for (int i = 0; i < n; i++) {
      z[i] = -20 + 0.01 * i;
      value[i] = (float) z[i];
    }
    float[] derivative = new float[n];
    float[] alone = value.clone();
    activation.tile(alone, n);
    activation.tile(value, derivative, n);
    INDArray array = Nd4j.createFromArray(z);
    double[] plain = activation.value(array).toDoubleVector();
    double[] plainDerivative = activation.derivative(array).toDoubleVector();
    for (int i = 0; i < n; i++) {
      assertEquals(activation.value(z[i]), plain[i], 1e-12 * Math.max(1, Math.abs(z[i])));
      assertEquals(activation.derivative(z[i]), plainDerivative[i], 1e-12);
      double size = Math.max(1, Math.abs(z[i]));
      assertEquals(plain[i], value[i], 4e-7 * size, "value at " + z[i]);
      assertEquals(plain[i], alone[i], 4e-7 * size, "value alone at " + z[i]);
      if (i != 2000) { // at 0 a float of z may lie on the other side of a kink
        assertEquals(plainDerivative[i], derivative[i], 1.5e-6, "derivative at " + z[i]);
      }
      double h = 1e-6;
      if (Math.abs(z[i]) > h) {
        double slope = (activation.value(z[i] + h) - activation.value(z[i] - h)) / (2 * h);
        assertEquals(slope, activation.derivative(z[i]), 1e-7, "slope at " + z[i]);
      }
    }
  }

  /** Powers that overflow, what has no sign, and what is no number. */
  @ParameterizedTest
  @EnumSource(Activation.class)
  void farOutAndAtZero(Activation activation) {
    float[] z = {-1e30f, -1e4f, -100, -0f, 0, 100, 1e4f, 1e30f, Float.NaN};
    float[] value = z.clone();
    float[] derivative = new float[z.length];
    activation.tile(value, derivative, z.length);
    assertTrue(Float.isNaN(value[z.length - 1]));
    for (int i = 0; i < z.length - 1; i++) {
      double size = Math.max(1, Math.abs(z[i]));
      assertEquals(activation.value(z[i]), value[i], 4e-7 * size, "value at " + z[i]);
      assertEquals(activation.derivative(z[i]), derivative[i], 1.5e-6, "derivative at " + z[i]);
    }
  }

  private static double[] losses(DenseLayout layout, INDArray parameters, int parts) {
    double[] losses = new double[100];
    try (DenseNet net =
        new FusedDenseNet(layout, Activation.GELU, NetState.start(parameters), parts)) {
      for (int k = 0; k < losses.length; k++) {
        RandomGenerator random = Seeds.generator(5, k);
        losses[k] = net.lossAndGradient(normals(301 * 3, random), normals(301 * 2, random), 301);
        net.update(new AdamStep(k + 1, 1e-3, 0.9, 0.999, 1e-8, 0));
      }
    }
    return losses;
  }

  private static double difference(double[] a, double[] b) {
    double worst = 0;
    for (int i = 0; i < a.length; i++) {
      worst = Math.max(worst, Math.abs(a[i] - b[i]));
    }
    return worst;
  }

  private static double loss(
      DenseLayout layout,
      Activation activation,
      INDArray parameters,
      int i,
      double h,
      double[] x,
      double[] target,
      int n) {
    INDArray moved = parameters.dup();
    moved.putScalar(i, moved.getDouble(i) + h);
    try (DenseNet net = new PlainDenseNet(layout, activation, NetState.start(moved))) {
      return net.lossAndGradient(x, target, n);
    }
  }

  /** Weights of the size that a fresh or trained layer has. */
  private static INDArray parameters(DenseLayout layout, RandomGenerator random) {
    double[] flat = new double[layout.parameters()];
    for (int l = 0; l < layout.layers(); l++) {
      for (int i = layout.weights(l); i < layout.bias(l) + layout.out(l); i++) {
        flat[i] = random.nextGaussian() / Math.sqrt(layout.in(l));
      }
    }
    for (int i = layout.encodingParameters(); i < flat.length; i++) {
      flat[i] = random.nextGaussian();
    }
    return Nd4j.createFromArray(flat);
  }

  private static double[] normals(int length, RandomGenerator random) {
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextGaussian();
    }
    return values;
  }

  private static void assertClose(double[] expected, double[] actual, double tolerance) {
    double scale = 1;
    for (double value : expected) {
      scale = Math.max(scale, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], tolerance * scale, "entry " + i);
    }
  }
}
