package flowlab.nd;

import java.util.Arrays;

/**
 * Where the weights and biases of a dense network lie in one flat vector: for each layer the matrix
 * W of shape [out, in], row by row (as PyTorch's {@code nn.Linear} keeps it), then the bias b of
 * length out. A layer computes {@code z = x Wᵀ + b}.
 *
 * @param widths units a layer, input first, output last: {@code {3, 128, 128, 2}}
 */
public record DenseLayout(int[] widths) {
  public DenseLayout {
    widths = widths.clone();
    if (widths.length < 2) {
      throw new IllegalArgumentException(
          "expected at least an input and an output width, got " + Arrays.toString(widths));
    }
    for (int width : widths) {
      Shapes.requirePositive("each width", width);
    }
  }

  @Override
  public int[] widths() {
    return widths.clone();
  }

  /** Number of layers with weights: hidden layers and the output layer. */
  public int layers() {
    return widths.length - 1;
  }

  /** Inputs of layer l (0-based). */
  public int in(int layer) {
    return widths[layer];
  }

  /** Outputs of layer l (0-based). */
  public int out(int layer) {
    return widths[layer + 1];
  }

  /** Inputs of the whole network. */
  public int inputs() {
    return widths[0];
  }

  /** Outputs of the whole network. */
  public int outputs() {
    return widths[widths.length - 1];
  }

  /** Offset of layer l's W in the flat vector. */
  public int weights(int layer) {
    int offset = 0;
    for (int l = 0; l < layer; l++) {
      offset += in(l) * out(l) + out(l);
    }
    return offset;
  }

  /** Offset of layer l's b in the flat vector. */
  public int bias(int layer) {
    return weights(layer) + in(layer) * out(layer);
  }

  /** Length of the flat vector. */
  public int parameters() {
    return weights(layers());
  }

  /** The widest layer. */
  public int widest() {
    return Arrays.stream(widths).max().getAsInt();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DenseLayout layout && Arrays.equals(widths, layout.widths);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(widths);
  }

  @Override
  public String toString() {
    return "DenseLayout" + Arrays.toString(widths);
  }
}
