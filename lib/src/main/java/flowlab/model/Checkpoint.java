package flowlab.model;

import flowlab.nd.DenseLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A network in a {@link Safetensors} file, so that weights travel between Java and Python.
 *
 * <p>Layer l is {@code layers.l.weight} of shape [out, in] and {@code layers.l.bias}, as PyTorch's
 * {@code nn.Linear} names and keeps them; the activation stands in the metadata. Saving is atomic:
 * a reader sees the old file or the new one. A file that is cut off, damaged, not a safetensors
 * file, or of another network is refused with the reason.
 */
public final class Checkpoint {
  private static final String ACTIVATION = "flowlab.activation";

  private Checkpoint() {}

  /** Writes a network; the file is replaced in one move, or left as it was. */
  public static void save(Mlp net, Path file) throws IOException {
    save(net, file, Map.of());
  }

  /** Writes the network of difference transition matching, as it writes another. */
  public static void save(TransitionModel model, Path file) throws IOException {
    save(model.net(), file, Map.of());
  }

  /**
   * Writes a network and some words about it.
   *
   * @return the SHA-256 of the numbers
   */
  public static String save(Mlp net, Path file, Map<String, String> about) throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>(about);
    metadata.put(ACTIVATION, net.activation().name());
    return Safetensors.write(file, metadata, NetTensors.of(net.layout(), net.parameters()));
  }

  /** Reads the network that a file holds. */
  public static Mlp load(Path file) throws IOException {
    Safetensors read = Safetensors.read(file);
    String name = read.metadata().get(ACTIVATION);
    if (name == null) {
      throw new IOException(
          file
              + " does not say its activation, so it was not saved here; load it into a net of"
              + " its shape with Checkpoint.load(file, net)");
    }
    Activation activation;
    try {
      activation = Activation.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "%s has activation %s; known are %s"
              .formatted(file, name, Arrays.toString(Activation.values())),
          e);
    }
    DenseLayout layout = NetTensors.layout(read);
    return new Mlp(layout, activation, NetTensors.parameters(read, layout));
  }

  /** Reads the network of difference transition matching that a file holds. */
  public static TransitionModel loadTransition(Path file) throws IOException {
    Mlp net = load(file);
    if (net.inputs() != 2 * net.outputs() + 2) {
      throw new IOException(
          "%s holds a network of widths %s, expected one of (x, t, y, s), two more than twice as many inputs as outputs"
              .formatted(file, Arrays.toString(net.layout().widths())));
    }
    return new TransitionModel(net);
  }

  /**
   * The weights of a file in a network of the shape and activation of {@code like}, which stays as
   * it is.
   */
  public static Mlp load(Path file, Mlp like) throws IOException {
    Safetensors read = Safetensors.read(file);
    DenseLayout layout = NetTensors.layout(read);
    if (!layout.equals(like.layout())) {
      throw new IOException("%s holds %s, expected %s".formatted(file, layout, like.layout()));
    }
    return like.withParameters(NetTensors.parameters(read, layout));
  }
}
