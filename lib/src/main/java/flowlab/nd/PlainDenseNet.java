package flowlab.nd;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The dense network written as the textbook has it, in ND4J operations, on whatever backend ND4J
 * chose and in float or double. It is what the fused path is tested against, and what runs on a
 * GPU: arrays stay on the device through a step, only the loss comes to the host.
 */
final class PlainDenseNet implements DenseNet {
  private final DenseLayout layout;
  private final Nonlinearity activation;
  private final DataType type;
  private final INDArray parameters;
  private final INDArray gradient;
  private final INDArray firstMoment;
  private final INDArray secondMoment;
  private @Nullable INDArray average; // null until one is asked for

  PlainDenseNet(DenseLayout layout, Nonlinearity activation, NetState start) {
    this.layout = layout;
    this.activation = activation;
    parameters = start.parameters().dup();
    type = parameters.dataType();
    gradient = Nd4j.zeros(type, parameters.length());
    firstMoment = start.firstMoment().dup();
    secondMoment = start.secondMoment().dup();
    average = start.average().map(INDArray::dup).orElse(null);
  }

  @Override
  public void forward(Input input, double[] y) {
    INDArray a = encode(rows(input.gather(), input.n(), layout.inputs()));
    for (int l = 0; l < layout.layers(); l++) a = activate(l, affine(l, a));
    System.arraycopy(Shapes.toRows(a), 0, y, 0, (int) a.length());
  }

  @Override
  public void divergence(Input input, int column, double[] y, double[] divergence) {
    int d = layout.outputs();
    int n = input.n();
    int top = layout.layers() - 1;
    INDArray a = encode(rows(input.gather(), n, layout.inputs()));
    INDArray[] along = new INDArray[d]; // dz/dx_c
    for (int l = 0; l <= top; l++) {
      INDArray z = affine(l, a);
      for (int c = 0; c < d; c++) {
        along[c] =
            l == 0
                ? Nd4j.repeat(weights(parameters, 0).getColumn(layout.encoding().at(column + c)), n)
                    .reshape(n, layout.out(0))
                : along[c].mmul(weights(parameters, l).transpose());
        if (l < top) along[c].muli(activation.derivative(z));
      }
      a = activate(l, z);
    }
    INDArray trace = Nd4j.zeros(type, n);
    for (int c = 0; c < d; c++) trace.addi(along[c].getColumn(c).reshape(n));
    System.arraycopy(Shapes.toRows(a), 0, y, 0, n * d);
    System.arraycopy(Shapes.toRows(trace), 0, divergence, 0, n);
  }

  @Override
  public double lossAndGradient(double[] x, double[] target, int n) {
    int layers = layout.layers();
    INDArray[] a = new INDArray[layers + 1]; // a[l] enters layer l
    INDArray[] z = new INDArray[layers];
    INDArray raw = rows(x, n, layout.inputs());
    a[0] = encode(raw);
    for (int l = 0; l < layers; l++) {
      z[l] = affine(l, a[l]);
      a[l + 1] = activate(l, z[l]);
    }
    INDArray error = a[layers].sub(rows(target, n, layout.outputs()));
    double scale = 1.0 / ((double) n * layout.outputs());
    double loss = error.mul(error).sumNumber().doubleValue() * scale;

    INDArray dz = error.mul(2 * scale);
    for (int l = layers - 1; l >= 0; l--) {
      dz.transpose().mmuli(a[l], weights(gradient, l));
      dz.sum(bias(gradient, l), true, 0);
      if (l > 0) dz = dz.mmul(weights(parameters, l)).muli(activation.derivative(z[l - 1]));
    }
    if (layout.encoding().learned()) encodingGradient(raw, a[0], dz.mmul(weights(parameters, 0)));
    return loss;
  }

  @Override
  public void update(AdamStep s, Runnable meanwhile) {
    meanwhile.run();
    if (s.averaging() > 0 && average == null) average = parameters.dup();
    s.apply(gradient, firstMoment, secondMoment, parameters, average);
  }

  @Override
  public INDArray parameters() {
    return parameters.dup();
  }

  @Override
  public INDArray gradient() {
    return gradient.dup();
  }

  @Override
  public NetState state() {
    return new NetState(
        parameters.dup(),
        firstMoment.dup(),
        secondMoment.dup(),
        Optional.ofNullable(average).map(INDArray::dup));
  }

  @Override
  public void close() {
    // ND4J frees its arrays with the garbage collector.
  }

  /** The first layer's rows. */
  private INDArray encode(INDArray raw) {
    Encoding encoding = layout.encoding();
    if (encoding.waves() == 0) return raw;
    INDArray[] pieces = new INDArray[layout.inputs()];
    for (int c = 0; c < pieces.length; c++) {
      INDArray column = column(raw, c);
      int i = encoding.which(c);
      if (i >= 0) {
        INDArray angle =
            column.mmul(waves(parameters, 2 * i)).addiRowVector(waves(parameters, 2 * i + 1));
        angle.muli(Math.PI);
        column = Nd4j.hstack(Transforms.cos(angle, true), Transforms.sin(angle, true));
      }
      pieces[c] = column;
    }
    return Nd4j.hstack(pieces);
  }

  /** Through the waves: dφ = cos φ · dsin − sin φ · dcos, dw = π uᵀ dφ, db = π Σ dφ. */
  private void encodingGradient(INDArray raw, INDArray encoded, INDArray delta) {
    Encoding encoding = layout.encoding();
    int k = encoding.waves();
    for (int c = 0; c < layout.inputs(); c++) {
      int i = encoding.which(c);
      if (i >= 0) {
        int at = encoding.at(c);
        INDArray cos = columns(encoded, at, at + k);
        INDArray sin = columns(encoded, at + k, at + 2 * k);
        INDArray angle =
            cos.mul(columns(delta, at + k, at + 2 * k)).subi(sin.mul(columns(delta, at, at + k)));
        angle.muli(Math.PI);
        column(raw, c).transpose().mmuli(angle, waves(gradient, 2 * i));
        angle.sum(waves(gradient, 2 * i + 1), true, 0);
      }
    }
  }

  /** The i-th row of k of the encoding's numbers, w and b in turn; given ones have b = 0. */
  private INDArray waves(INDArray flat, int i) {
    Encoding encoding = layout.encoding();
    int k = encoding.waves();
    if (encoding.learned()) {
      return slice(flat, layout.encodingParameters() + i * k, k).reshape('c', 1, k);
    }
    return i % 2 == 0
        ? Nd4j.createFromArray(encoding.frequencies()).castTo(type).reshape(1, k)
        : Nd4j.zeros(type, 1, k);
  }

  private static INDArray column(INDArray x, int c) {
    return columns(x, c, c + 1);
  }

  private static INDArray columns(INDArray x, int from, int to) {
    return x.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to));
  }

  /** z = x Wᵀ + b. */
  private INDArray affine(int l, INDArray x) {
    return x.mmul(weights(parameters, l).transpose()).addiRowVector(bias(parameters, l));
  }

  private INDArray activate(int l, INDArray z) {
    return l == layout.layers() - 1 ? z : activation.value(z);
  }

  private INDArray weights(INDArray flat, int l) {
    return slice(flat, layout.weights(l), layout.in(l) * layout.out(l))
        .reshape('c', layout.out(l), layout.in(l));
  }

  private INDArray bias(INDArray flat, int l) {
    return slice(flat, layout.bias(l), layout.out(l)).reshape('c', 1, layout.out(l));
  }

  private static INDArray slice(INDArray flat, int from, int length) {
    return flat.get(NDArrayIndex.interval(from, from + length));
  }

  private INDArray rows(double[] x, int n, int d) {
    double[] used = x.length == n * d ? x : Arrays.copyOf(x, n * d);
    return Nd4j.create(used, new long[] {n, d}, new long[] {d, 1}, 'c', type);
  }
}
