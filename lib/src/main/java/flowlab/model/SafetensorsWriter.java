package flowlab.model;

import static flowlab.model.Safetensors.HASH;
import static flowlab.model.Safetensors.METADATA;

import flowlab.nd.Shapes;
import flowlab.nd.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** Writes what {@link Safetensors} reads, whole or not at all. */
final class SafetensorsWriter {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SafetensorsWriter() {}

  static String write(Path file, Map<String, String> metadata, Map<String, INDArray> tensors)
      throws IOException {
    ByteBuffer numbers = numbers(tensors);
    String hash = Safetensors.sha256(numbers.duplicate());
    Map<String, String> words = new LinkedHashMap<>(metadata);
    words.put("format", "pt"); // what PyTorch's loader wants to read
    words.put(HASH, hash);
    Map<String, Object> header = new LinkedHashMap<>();
    header.put(METADATA, words);
    long at = 0;
    for (var tensor : tensors.entrySet()) {
      boolean single = tensor.getValue().dataType() == DataType.FLOAT;
      long end = at + tensor.getValue().length() * (single ? 4 : 8);
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("dtype", single ? "F32" : "F64");
      entry.put("shape", tensor.getValue().shape());
      entry.put("data_offsets", new long[] {at, end});
      header.put(tensor.getKey(), entry);
      at = end;
    }
    byte[] json = padded(JSON.writeValueAsBytes(header));
    ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    length.putLong(json.length).flip();
    WholeFile.write(file, length, ByteBuffer.wrap(json), numbers);
    return hash;
  }

  private static ByteBuffer numbers(Map<String, INDArray> tensors) {
    int size = 0;
    for (INDArray tensor : tensors.values()) {
      Shapes.requireFloating("tensors", tensor);
      size += (int) tensor.length() * (tensor.dataType() == DataType.FLOAT ? 4 : 8);
    }
    ByteBuffer numbers = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    for (INDArray tensor : tensors.values()) {
      INDArray flat = tensor.dup('c').reshape(tensor.length());
      if (tensor.dataType() == DataType.FLOAT) {
        for (float value : flat.toFloatVector()) numbers.putFloat(value);
      } else {
        for (double value : flat.toDoubleVector()) numbers.putDouble(value);
      }
    }
    return numbers.flip();
  }

  /** With spaces at the end, so that the numbers start at a multiple of 8. */
  private static byte[] padded(byte[] json) {
    byte[] out = Arrays.copyOf(json, (json.length + 7) / 8 * 8);
    Arrays.fill(out, json.length, out.length, (byte) ' ');
    return out;
  }
}
