package flowlab.model;

import flowlab.nd.DenseLayout;
import flowlab.nd.Encoding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The flat parameters of a network as named tensors, and back. */
final class NetTensors {
  private static final int LARGEST = Integer.MAX_VALUE / 8; // a layer with more has no array

  private NetTensors() {}

  /** The tensors, under the names that PyTorch gives them. */
  static Map<String, INDArray> of(DenseLayout layout, INDArray parameters) {
    double[] flat = parameters.toDoubleVector();
    DataType type = parameters.dataType();
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    for (int l = 0; l < layout.layers(); l++) {
      int in = layout.in(l);
      int out = layout.out(l);
      tensors.put(weight(l), part(flat, type, layout.weights(l), out, in));
      tensors.put(bias(l), part(flat, type, layout.bias(l), out));
    }
    Encoding encoding = layout.encoding();
    int k = encoding.waves();
    for (int i = 0; i < encoding.columns().length; i++) {
      if (encoding.learned()) {
        int at = layout.encodingParameters() + 2 * i * k;
        tensors.put(embedding(i) + ".weight", part(flat, type, at, k, 1));
        tensors.put(embedding(i) + ".bias", part(flat, type, at + k, k));
      } else {
        double[] cycles = Arrays.stream(encoding.frequencies()).map(f -> f / 2).toArray();
        tensors.put(embedding(i) + ".frequencies", part(cycles, DataType.DOUBLE, 0, k));
      }
    }
    return tensors;
  }

  /**
   * The widths, from the shapes of the weights; what a file claims is bounded before it is used.
   */
  static DenseLayout layout(Safetensors read) throws IOException {
    int layers = 0;
    while (read.names().contains(weight(layers))) layers++;
    if (layers == 0) {
      throw new IOException(
          "%s holds no %s; its tensors are %s"
              .formatted(read.file(), weight(0), String.join(" ", read.names())));
    }
    int[] widths = new int[layers + 1];
    for (int l = 0; l < layers; l++) {
      long[] shape = read.shape(weight(l));
      boolean matrix =
          shape.length == 2 && Arrays.stream(shape).allMatch(n -> n > 0 && n <= LARGEST);
      if (!matrix || (l > 0 && shape[1] != widths[l])) {
        throw new IOException(
            "%s: %s has shape %s, which does not follow on the layer before it"
                .formatted(read.file(), weight(l), Arrays.toString(shape)));
      }
      widths[l] = (int) shape[1];
      widths[l + 1] = (int) shape[0];
    }
    return new DenseLayout(widths, encoding(read, widths));
  }

  /** How times become waves, from the tensors and from how many inputs and outputs there are. */
  private static Encoding encoding(Safetensors read, int[] widths) throws IOException {
    int times = 0;
    while (read.names().contains(embedding(times) + ".weight")
        || read.names().contains(embedding(times) + ".frequencies")) {
      times++;
    }
    if (times == 0) return Encoding.none(widths[0]);
    boolean learned = read.names().contains(embedding(0) + ".weight");
    String name = embedding(0) + (learned ? ".weight" : ".frequencies");
    int k = (int) read.tensor(name).length();
    int d = widths[widths.length - 1];
    int[] columns = times == 1 ? new int[] {d} : new int[] {d, 2 * d + 1};
    int inputs = times * (d + 1);
    double[] frequencies =
        learned
            ? new double[0]
            : Arrays.stream(read.tensor(name).toDoubleVector()).map(f -> 2 * f).toArray();
    if (times > 2 || inputs + times * (2 * k - 1) != widths[0]) {
      throw new IOException(
          "%s: %s has %d waves, which does not go with %d inputs and %d outputs"
              .formatted(read.file(), name, k, widths[0], d));
    }
    return new Encoding(inputs, columns, k, frequencies);
  }

  static INDArray parameters(Safetensors read, DenseLayout layout) throws IOException {
    List<INDArray> parts = new ArrayList<>();
    for (int l = 0; l < layout.layers(); l++) {
      parts.add(read.tensor(weight(l), layout.out(l), layout.in(l)));
      parts.add(read.tensor(bias(l), layout.out(l)));
    }
    Encoding encoding = layout.encoding();
    for (int i = 0; encoding.learned() && i < encoding.columns().length; i++) {
      parts.add(read.tensor(embedding(i) + ".weight", encoding.waves(), 1));
      parts.add(read.tensor(embedding(i) + ".bias", encoding.waves()));
    }
    boolean single = parts.stream().allMatch(part -> part.dataType() == DataType.FLOAT);
    DataType type = single ? DataType.FLOAT : DataType.DOUBLE;
    return Nd4j.concat(
        0,
        parts.stream()
            .map(part -> part.reshape(part.length()).castTo(type))
            .toArray(INDArray[]::new));
  }

  private static INDArray part(double[] flat, DataType type, int at, int... shape) {
    int n = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    return Nd4j.createFromArray(Arrays.copyOfRange(flat, at, at + n))
        .castTo(type)
        .reshape(Arrays.stream(shape).asLongStream().toArray());
  }

  /** The i-th time: t, then s. */
  private static String embedding(int i) {
    return (i == 0 ? "t" : i == 1 ? "s" : "time" + i) + "_embedding";
  }

  private static String weight(int layer) {
    return "layers." + layer + ".weight";
  }

  private static String bias(int layer) {
    return "layers." + layer + ".bias";
  }
}
