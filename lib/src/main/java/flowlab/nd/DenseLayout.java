package flowlab.nd;

import java.util.Arrays;

/**
 * Where the weights and biases of a dense network lie in one flat vector: for each layer the matrix
 * W of shape [out, in], row by row (as PyTorch's {@code nn.Linear} keeps it), then the bias b of
 * length out; at the end the parameters of the encoding. A layer computes {@code z = x Wᵀ + b}.
 *
 * @param widths units a layer, input first, output last: {@code {3, 128, 128, 2}}
 * @param encoding what the rows go through before the first layer
 */
public record DenseLayout(int[] widths, Encoding encoding) {
  public DenseLayout {
    widths = widths.clone();
    if (widths.length < 2) {
      throw new IllegalArgumentException(
          "expected at least an input and an output width, got " + Arrays.toString(widths));
    }
    for (int width : widths) Shapes.requirePositive("each width", width);
    if (encoding.outputs() != widths[0]) {
      throw new IllegalArgumentException(
          "expected an encoding of %d numbers for widths %s, got one of %d"
              .formatted(widths[0], Arrays.toString(widths), encoding.outputs()));
    }
  }

  /** A layout whose rows enter the first layer as they come. */
  public DenseLayout(int... widths) {
    this(widths, Encoding.none(widths.length == 0 ? 1 : widths[0]));
  }

  @Override
  public int[] widths() {
    return widths.clone();
  }

  /** Number of layers with weights: hidden layers and the output layer. */
  public int layers() {
    return widths.length - 1;
  }

  /** The number of inputs of layer l (0-based). */
  public int in(int layer) {
    return widths[layer];
  }

  /** The number of outputs of layer l (0-based). */
  public int out(int layer) {
    return widths[layer + 1];
  }

  /** Numbers in a row that comes; the first layer takes {@code in(0)}. */
  public int inputs() {
    return encoding.inputs();
  }

  /** The number of outputs of the whole network. */
  public int outputs() {
    return widths[widths.length - 1];
  }

  /** The offset of layer l's W in the flat vector. */
  public int weights(int layer) {
    int offset = 0;
    for (int l = 0; l < layer; l++) offset += in(l) * out(l) + out(l);
    return offset;
  }

  /** The offset of layer l's b in the flat vector. */
  public int bias(int layer) {
    return weights(layer) + in(layer) * out(layer);
  }

  /** The offset of the encoding's parameters in the flat vector. */
  public int encodingParameters() {
    return weights(layers());
  }

  /** The length of the flat vector. */
  public int parameters() {
    return encodingParameters() + encoding.parameters();
  }

  /** The widest layer. */
  public int widest() {
    return Arrays.stream(widths).max().getAsInt();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DenseLayout layout
        && Arrays.equals(widths, layout.widths)
        && encoding.equals(layout.encoding);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(widths);
  }

  @Override
  public String toString() {
    String waves =
        encoding.waves() == 0
            ? ""
            : " with %d %s waves for each of %d times"
                .formatted(
                    encoding.waves(),
                    encoding.learned() ? "learned" : "given",
                    encoding.columns().length);
    return "a network of widths " + Arrays.toString(widths) + waves;
  }
}
