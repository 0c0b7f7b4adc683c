package flowlab.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * Named arrays with a few words about them in a <a
 * href="https://github.com/huggingface/safetensors">safetensors</a> file: 8 bytes with the length
 * of a JSON header, the header, the numbers.
 *
 * <p>A file written here says the SHA-256 of its numbers, which is checked when it is read. Read
 * are tensors in F32 and F64; others may be in the file if nobody asks for them.
 *
 * <p>What was read stays in memory and never changes: safe to share between threads, also when the
 * file is replaced meanwhile. Of two that write one file at once, one wins whole.
 */
public final class Safetensors {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LARGEST_HEADER = 100_000_000; // what the format allows
  private static final int LARGEST_FILE = Integer.MAX_VALUE - 16; // what an array of Java's can be
  static final String METADATA = "__metadata__";
  static final String HASH = "flowlab.sha256";

  private final Path file;
  private final JsonNode header;
  private final ByteBuffer data;

  private Safetensors(Path file, JsonNode header, ByteBuffer data) {
    this.file = file;
    this.header = header;
    this.data = data;
  }

  /**
   * Writes arrays in float or double; an older file is replaced in one move, or left as it was.
   *
   * @return the SHA-256 of the numbers, which the file says too
   */
  public static String write(Path file, Map<String, String> metadata, Map<String, INDArray> tensors)
      throws IOException {
    return SafetensorsWriter.write(file, metadata, tensors);
  }

  /**
   * Reads a file.
   *
   * @throws IOException with the reason, if it is no safetensors file, cut off, or not the one that
   *     was written
   */
  public static Safetensors read(Path file) throws IOException {
    if (Files.size(file) > LARGEST_FILE) {
      throw new IOException(
          "%s has %d bytes; read are files of up to %d"
              .formatted(file, Files.size(file), LARGEST_FILE));
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    long length = bytes.remaining() < 8 ? -1 : bytes.getLong();
    if (length < 2 || length > LARGEST_HEADER || length > bytes.remaining()) {
      throw new IOException(
          file + " is not a safetensors file, or it is cut off: it ends before its header does");
    }
    byte[] json = new byte[(int) length];
    bytes.get(json);
    JsonNode header;
    try {
      header = JSON.readTree(new String(json, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is not a safetensors file: its header is not JSON", e);
    }
    if (!header.isObject()) {
      throw new IOException(file + " is not a safetensors file: its header is not an object");
    }
    Safetensors read = new Safetensors(file, header, bytes.slice().order(ByteOrder.LITTLE_ENDIAN));
    read.requireWhole();
    return read;
  }

  /** Where it was read, for what is said about it. */
  Path file() {
    return file;
  }

  /** What the file says about itself. */
  public Map<String, String> metadata() {
    Map<String, String> words = new LinkedHashMap<>();
    header
        .path(METADATA)
        .fields()
        .forEachRemaining(word -> words.put(word.getKey(), word.getValue().asText()));
    return Collections.unmodifiableMap(words);
  }

  /** The tensors' names, in the file's order. */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    header.fieldNames().forEachRemaining(names::add);
    names.remove(METADATA);
    return Collections.unmodifiableSet(names);
  }

  /** A tensor's shape; empty if there is no such tensor. */
  public long[] shape(String name) {
    JsonNode shape = header.path(name).path("shape");
    long[] sizes = new long[shape.size()];
    Arrays.setAll(sizes, i -> shape.get(i).asLong(-1));
    return sizes;
  }

  /** A tensor of this shape, or the reason why there is none. */
  public INDArray tensor(String name, long... expected) throws IOException {
    INDArray tensor = tensor(name);
    if (!Arrays.equals(tensor.shape(), expected)) {
      throw new IOException(
          "%s: expected %s of shape %s, got %s"
              .formatted(file, name, Arrays.toString(expected), Arrays.toString(tensor.shape())));
    }
    return tensor;
  }

  /**
   * A tensor, in float or double as the file has it.
   *
   * @throws IOException with the reason, if it is missing, of another type, damaged, or holds what
   *     is not a finite number
   */
  public INDArray tensor(String name) throws IOException {
    String type = header.path(name).path("dtype").asText();
    boolean single = type.equals("F32");
    if (!single && !type.equals("F64")) {
      throw new IOException(
          type.isEmpty()
              ? "%s holds no %s; its tensors are %s"
                  .formatted(file, name, String.join(" ", names()))
              : "%s: expected %s in F32 or F64, got %s".formatted(file, name, type));
    }
    long[] shape = shape(name);
    int n = count(name, shape);
    JsonNode offsets = header.path(name).path("data_offsets");
    long from = offsets.path(0).asLong(-1);
    long to = offsets.path(1).asLong(-1);
    if (from < 0 || to < from || to - from != (long) n * (single ? 4 : 8)) {
      throw new IOException(
          "%s: expected %d numbers in %s, its offsets are [%d, %d]"
              .formatted(file, n, name, from, to));
    }
    if (to > data.limit()) {
      throw new IOException(
          "%s is cut off: %s ends at byte %d of %d".formatted(file, name, to, data.limit()));
    }
    ByteBuffer part = data.slice((int) from, (int) (to - from)).order(ByteOrder.LITTLE_ENDIAN);
    float[] floats = new float[single ? n : 0];
    double[] doubles = new double[single ? 0 : n];
    for (int i = 0; i < n; i++) {
      double value = single ? (floats[i] = part.getFloat()) : (doubles[i] = part.getDouble());
      if (!Double.isFinite(value)) {
        throw new IOException("%s: %s holds %s".formatted(file, name, value));
      }
    }
    return (single ? Nd4j.createFromArray(floats) : Nd4j.createFromArray(doubles)).reshape(shape);
  }

  private int count(String name, long[] shape) throws IOException {
    long n = 1;
    for (long size : shape) {
      if (size < 1 || size > Integer.MAX_VALUE / 8 / n) { // before they are multiplied
        throw new IOException("%s: %s has shape %s".formatted(file, name, Arrays.toString(shape)));
      }
      n *= size;
    }
    return (int) n;
  }

  private void requireWhole() throws IOException {
    long end = 0;
    for (String name : names()) {
      end = Math.max(end, header.path(name).path("data_offsets").path(1).asLong(0));
    }
    if (end > data.limit()) {
      throw new IOException(
          "%s is cut off: its tensors end at byte %d of %d".formatted(file, end, data.limit()));
    }
    String said = metadata().get(HASH);
    if (said != null && !said.equals(sha256(data.duplicate()))) {
      throw new IOException(
          file + " is damaged: its numbers are not those that were written (SHA-256 differs)");
    }
  }

  static String sha256(ByteBuffer bytes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e); // every JDK has it
    }
  }
}
