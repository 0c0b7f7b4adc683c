package flowlab.model;

import flowlab.nd.DenseLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * A network in a <a href="https://github.com/huggingface/safetensors">safetensors</a> file, so that
 * weights travel between Java and Python.
 *
 * <p>Layer l is {@code layers.l.weight} of shape [out, in] and {@code layers.l.bias}, as PyTorch's
 * {@code nn.Linear} names and keeps them; the activation stands in the metadata. Saving is atomic:
 * a reader sees the old file or the new one. A file that is cut off, not a safetensors file, or of
 * another network is refused with the reason.
 */
public final class Checkpoint {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LARGEST_HEADER = 100_000_000; // what the format allows
  private static final String ACTIVATION = "flowlab.activation";

  private Checkpoint() {}

  /** Writes a network; the file is replaced in one move, or left as it was. */
  public static void save(Mlp net, Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path draft = Files.createTempFile(folder, file.getFileName().toString(), ".tmp");
    try {
      try (FileChannel out = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = bytes(net);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(true);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** Reads the network that a file holds. */
  public static Mlp load(Path file) throws IOException {
    Contents contents = read(file);
    JsonNode name = contents.header.path("__metadata__").path(ACTIVATION);
    if (name.isMissingNode()) {
      throw new IOException(
          file
              + " does not say its activation, so it was not saved here; load it into a net of"
              + " its shape with Checkpoint.load(file, net)");
    }
    Activation activation;
    try {
      activation = Activation.valueOf(name.asText());
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "%s has activation %s; known are %s"
              .formatted(file, name.asText(), Arrays.toString(Activation.values())),
          e);
    }
    DenseLayout layout = contents.layout(file);
    return new Mlp(layout, activation, contents.parameters(file, layout));
  }

  /**
   * The weights of a file in a network of the shape and activation of {@code like}, which stays as
   * it is.
   */
  public static Mlp load(Path file, Mlp like) throws IOException {
    Contents contents = read(file);
    DenseLayout layout = contents.layout(file);
    if (!layout.equals(like.layout())) {
      throw new IOException(
          "%s holds a network of widths %s, expected %s"
              .formatted(
                  file, Arrays.toString(layout.widths()), Arrays.toString(like.layout().widths())));
    }
    return like.withParameters(contents.parameters(file, layout));
  }

  private static ByteBuffer bytes(Mlp net) throws JsonProcessingException {
    INDArray parameters = net.parameters();
    boolean single = parameters.dataType() == DataType.FLOAT;
    int size = single ? 4 : 8;
    DenseLayout layout = net.layout();
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("__metadata__", Map.of("format", "pt", ACTIVATION, net.activation().name()));
    for (int l = 0; l < layout.layers(); l++) {
      long weights = (long) layout.weights(l) * size;
      long bias = (long) layout.bias(l) * size;
      header.put(weight(l), tensor(single, weights, bias, layout.out(l), layout.in(l)));
      header.put(bias(l), tensor(single, bias, bias + (long) layout.out(l) * size, layout.out(l)));
    }
    byte[] json = padded(JSON.writeValueAsBytes(header));
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + json.length + layout.parameters() * size)
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json);
    if (single) {
      bytes.asFloatBuffer().put(parameters.toFloatVector());
    } else {
      bytes.asDoubleBuffer().put(parameters.toDoubleVector());
    }
    return bytes.rewind();
  }

  private static Map<String, Object> tensor(boolean single, long from, long to, int... shape) {
    Map<String, Object> tensor = new LinkedHashMap<>();
    tensor.put("dtype", single ? "F32" : "F64");
    tensor.put("shape", shape);
    tensor.put("data_offsets", new long[] {from, to});
    return tensor;
  }

  /** With spaces at the end, so that the numbers start at a multiple of 8. */
  private static byte[] padded(byte[] json) {
    byte[] out = Arrays.copyOf(json, (json.length + 7) / 8 * 8);
    Arrays.fill(out, json.length, out.length, (byte) ' ');
    return out;
  }

  private static Contents read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    long length = bytes.remaining() < 8 ? -1 : bytes.getLong();
    if (length < 2 || length > LARGEST_HEADER || length > bytes.remaining()) {
      throw new IOException(
          file + " is not a safetensors file, or it is cut off: it ends before its header does");
    }
    byte[] json = new byte[(int) length];
    bytes.get(json);
    try {
      JsonNode header = JSON.readTree(new String(json, StandardCharsets.UTF_8));
      if (!header.isObject()) {
        throw new IOException(file + " is not a safetensors file: its header is not an object");
      }
      return new Contents(header, bytes.slice().order(ByteOrder.LITTLE_ENDIAN));
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is not a safetensors file: its header is not JSON", e);
    }
  }

  private static String weight(int layer) {
    return "layers." + layer + ".weight";
  }

  private static String bias(int layer) {
    return "layers." + layer + ".bias";
  }

  /** A file's header and its numbers. */
  private record Contents(JsonNode header, ByteBuffer data) {
    /** The widths, from the shapes of the weights. */
    DenseLayout layout(Path file) throws IOException {
      int layers = 0;
      while (header.has(weight(layers))) {
        layers++;
      }
      if (layers == 0) {
        throw new IOException(
            "%s holds no %s; its tensors are %s".formatted(file, weight(0), names()));
      }
      int[] widths = new int[layers + 1];
      for (int l = 0; l < layers; l++) {
        JsonNode shape = header.path(weight(l)).path("shape");
        boolean fits = shape.size() == 2 && (l == 0 || shape.get(1).asInt() == widths[l]);
        if (!fits) {
          throw new IOException(
              "%s: %s has shape %s, which does not follow on the layer before it"
                  .formatted(file, weight(l), shape));
        }
        widths[l] = shape.get(1).asInt();
        widths[l + 1] = shape.get(0).asInt();
      }
      return new DenseLayout(widths);
    }

    INDArray parameters(Path file, DenseLayout layout) throws IOException {
      double[] flat = new double[layout.parameters()];
      boolean single = true;
      for (int l = 0; l < layout.layers(); l++) {
        single &= read(file, weight(l), flat, layout.weights(l), layout.in(l) * layout.out(l));
        single &= read(file, bias(l), flat, layout.bias(l), layout.out(l));
      }
      return Nd4j.createFromArray(flat).castTo(single ? DataType.FLOAT : DataType.DOUBLE);
    }

    /** Copies a tensor to its place; true if it is in single precision. */
    private boolean read(Path file, String name, double[] flat, int at, int n) throws IOException {
      JsonNode tensor = header.path(name);
      String type = tensor.path("dtype").asText();
      if (!type.equals("F32") && !type.equals("F64")) {
        throw new IOException(
            "%s: expected %s in F32 or F64, got %s"
                .formatted(file, name, type.isEmpty() ? "no such tensor" : type));
      }
      int size = type.equals("F32") ? 4 : 8;
      long from = tensor.path("data_offsets").path(0).asLong(-1);
      long to = tensor.path("data_offsets").path(1).asLong(-1);
      if (from < 0 || to - from != (long) n * size) {
        throw new IOException(
            "%s: expected %d numbers in %s, its offsets are [%d, %d]"
                .formatted(file, n, name, from, to));
      }
      if (to > data.limit()) {
        throw new IOException(
            "%s is cut off: %s ends at byte %d of %d".formatted(file, name, to, data.limit()));
      }
      for (int i = 0; i < n; i++) {
        int place = (int) from + i * size;
        double value = size == 4 ? data.getFloat(place) : data.getDouble(place);
        if (!Double.isFinite(value)) {
          throw new IOException("%s: %s holds %s".formatted(file, name, value));
        }
        flat[at + i] = value;
      }
      return size == 4;
    }

    private String names() {
      var names = new StringBuilder();
      header.fieldNames().forEachRemaining(name -> names.append(' ').append(name));
      return names.isEmpty() ? "none" : names.toString().strip();
    }
  }
}
