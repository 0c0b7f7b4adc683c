package flowlab.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import flowlab.nd.Seeds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class CheckpointTest {
  @TempDir Path folder;

  private static Mlp net() {
    return Mlp.of(Activation.SILU, Seeds.generator(1), 3, 7, 5, 2);
  }

  @Test
  void comesBackToTheBit() throws IOException {
    for (Mlp net : new Mlp[] {net(), net().inDouble()}) {
      Path file = folder.resolve("net.safetensors");
      Checkpoint.save(net, file);
      Mlp back = Checkpoint.load(file);
      assertEquals(net.parameters(), back.parameters());
      assertEquals(net.parameters().dataType(), back.parameters().dataType());
      assertEquals(Activation.SILU, back.activation());
      assertArrayEquals(new int[] {3, 7, 5, 2}, back.layout().widths());
    }
  }

  /** Every kind of net, in float and double. */
  @Test
  void netsWithWavesComeBackToo() throws IOException {
    Path file = folder.resolve("net.safetensors");
    for (TimeEmbedding embedding :
        new TimeEmbedding[] {
          TimeEmbedding.raw(), TimeEmbedding.learned(3), TimeEmbedding.fourier(0.3, 1, 2)
        }) {
      Mlp field = Mlp.velocity(2, embedding, 2, 9, Activation.SELU, Seeds.generator(1));
      for (Mlp net : new Mlp[] {field, field.inDouble()}) {
        Checkpoint.save(net, file);
        Mlp back = Checkpoint.load(file);
        assertEquals(net.layout(), back.layout());
        assertEquals(net.parameters(), back.parameters());
        assertEquals(net.parameters(), Checkpoint.load(file, net).parameters());
      }
      TransitionModel model =
          TransitionModel.of(3, embedding, 2, 9, Activation.SILU, Seeds.generator(2));
      Checkpoint.save(model, file);
      TransitionModel back = Checkpoint.loadTransition(file);
      assertEquals(model.net().layout(), back.net().layout());
      assertEquals(model.parameters(), back.parameters());
    }
    Checkpoint.save(net(), file);
    var e = assertThrows(IOException.class, () -> Checkpoint.loadTransition(file));
    assertTrue(e.getMessage().contains("(x, t, y, s)"), e.getMessage());
  }

  /** Where a PyTorch user looks for the learned waves of a net. */
  @Test
  void wavesHaveTheNamesOfALinearLayer() throws IOException {
    Path file = folder.resolve("net.safetensors");
    Checkpoint.save(
        Mlp.velocity(3, TimeEmbedding.learned(2), 1, 8, Activation.GELU, Seeds.generator(1)), file);
    Safetensors read = Safetensors.read(file);
    assertArrayEquals(new long[] {2, 1}, read.shape("t_embedding.weight"));
    assertArrayEquals(new long[] {2}, read.shape("t_embedding.bias"));
    assertArrayEquals(new long[] {8, 7}, read.shape("layers.0.weight"));
    assertEquals("GELU", read.metadata().get("flowlab.activation"));
  }

  @Test
  void oneFlippedBitIsSeen() throws IOException {
    Path file = folder.resolve("net.safetensors");
    Checkpoint.save(net(), file);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 9] ^= 4;
    Files.write(file, bytes);
    var e = assertThrows(IOException.class, () -> Checkpoint.load(file));
    assertTrue(e.getMessage().contains("damaged"), e.getMessage());
  }

  @Test
  void wavesThatDoNotFitAreRefused() throws IOException {
    Path file = folder.resolve("net.safetensors");
    Mlp net = Mlp.velocity(2, TimeEmbedding.learned(2), 1, 4, Activation.GELU, Seeds.generator(1));
    Checkpoint.save(net, file);
    var e = assertThrows(IOException.class, () -> Checkpoint.load(file, net()));
    assertTrue(e.getMessage().contains("2 learned waves"), e.getMessage());
    Safetensors read = Safetensors.read(file);
    var tensors = new java.util.LinkedHashMap<String, org.nd4j.linalg.api.ndarray.INDArray>();
    for (String name : read.names()) {
      tensors.put(name, name.endsWith("bias") ? read.tensor(name) : read.tensor(name).mul(2));
    }
    tensors.put("t_embedding.weight", org.nd4j.linalg.factory.Nd4j.ones(3, 1));
    Safetensors.write(file, read.metadata(), tensors);
    e = assertThrows(IOException.class, () -> Checkpoint.load(file));
    assertTrue(e.getMessage().contains("does not go with 6 inputs"), e.getMessage());
  }

  @Test
  void theHeaderIsTheFormats() throws IOException {
    Path file = folder.resolve("net.safetensors");
    Checkpoint.save(net(), file);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) bytes.getLong();
    assertEquals(0, length % 8);
    String header = new String(bytes.array(), 8, length, StandardCharsets.UTF_8);
    assertTrue(
        header.contains(
            "\"layers.0.weight\":{\"dtype\":\"F32\",\"shape\":[7,3],\"data_offsets\":[0,84]}"),
        header);
  }

  @Test
  void savingReplacesOrLeaves() throws IOException {
    Path file = folder.resolve("net.safetensors");
    Checkpoint.save(net(), file);
    Mlp other = Mlp.of(Activation.RELU, Seeds.generator(2), 3, 4, 2);
    Checkpoint.save(other, file);
    assertEquals(other.parameters(), Checkpoint.load(file).parameters());
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count(), "no drafts are left");
    }
  }

  @Test
  void aCutOffFileIsRefused() throws IOException {
    Path file = folder.resolve("net.safetensors");
    Checkpoint.save(net(), file);
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {0, 5, 60, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      var e = assertThrows(IOException.class, () -> Checkpoint.load(file), "length " + length);
      assertTrue(e.getMessage().contains("cut off"), e.getMessage());
    }
  }

  @Test
  void foreignFilesAreRefusedWithTheReason() throws IOException {
    Path file = folder.resolve("net.safetensors");
    refused("not a safetensors file", file, "PK\3\4 something else altogether".getBytes());
    refused("not JSON", file, safetensors("{nonsense    ", 0));
    refused("holds no layers.0.weight; its tensors are a", file, safetensors("{\"a\":{}}", 0));
    refused(
        "F16",
        file,
        safetensors(
            "{\"layers.0.weight\":{\"dtype\":\"F16\",\"shape\":[2,3],\"data_offsets\":[0,12]}}",
            12));
    refused(
        "its offsets are [0, 12]",
        file,
        safetensors(
            "{\"layers.0.weight\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,12]}}",
            12));
  }

  /** Sizes whose product or difference overflows, and more nesting than a header has. */
  @Test
  void claimsAreBoundedBeforeMemoryIsTaken() throws IOException {
    Path file = folder.resolve("net.safetensors");
    String tensor = "{\"layers.0.weight\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%s]}}";
    for (String shape : List.of("[134217728,137438953472]", "[2147483647]", "[-3,2]", "[0]")) {
      refused("has shape", file, safetensors(tensor.formatted(shape, "0,0"), 0));
    }
    String wraps = "9223372036854775807,-9223372036854775785";
    refused("its offsets are", file, safetensors(tensor.formatted("[2,3]", wraps), 24));
    refused("its offsets are", file, safetensors(tensor.formatted("[2,3]", "-24,0"), 24));
    refused("cut off", file, safetensors(tensor.formatted("[2,3]", "0,24"), 4));
    refused("cut off", file, ByteBuffer.allocate(64).putLong(Long.MAX_VALUE).array());
    String deep = "[".repeat(200_000);
    refused("not JSON", file, safetensors("{\"a\":" + deep, 0));
  }

  @Test
  void aNetOfAnotherShapeIsRefusedAndTheModelStays() throws IOException {
    Path file = folder.resolve("net.safetensors");
    Checkpoint.save(net(), file);
    Mlp other = Mlp.of(Activation.SILU, Seeds.generator(2), 3, 7, 6, 2);
    var before = other.parameters();
    var e = assertThrows(IOException.class, () -> Checkpoint.load(file, other));
    assertTrue(
        e.getMessage().contains("[3, 7, 5, 2], expected a network of widths [3, 7, 6, 2]"),
        e.getMessage());
    assertEquals(before, other.parameters());
  }

  private static void refused(String reason, Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes);
    Mlp like = Mlp.of(Activation.SILU, Seeds.generator(2), 3, 2);
    var e = assertThrows(IOException.class, () -> Checkpoint.load(file, like));
    assertTrue(e.getMessage().contains(reason), e.getMessage());
  }

  private static byte[] safetensors(String header, int data) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + data)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .array();
  }

  /** What a file gives back is what was put in, whatever memory it lay in. */
  @Test
  void scalarsRowsAndViewsStayRight(@TempDir Path folder) throws IOException {
    INDArray wide = Nd4j.arange(24).castTo(DataType.DOUBLE).reshape(4, 6);
    Map<String, INDArray> put = new LinkedHashMap<>();
    put.put("scalar", Nd4j.scalar(2.5));
    put.put("single", Nd4j.scalar(2.5f));
    put.put("row", wide.getRow(2));
    put.put("row of one", wide.get(NDArrayIndex.interval(2, 3), NDArrayIndex.all()));
    put.put("column", wide.getColumn(3));
    put.put("view", wide.get(NDArrayIndex.all(), NDArrayIndex.interval(1, 2, 5)));
    put.put("transposed", wide.transpose());
    put.put("turned", wide.castTo(DataType.FLOAT).dup('f'));
    put.put("deep", wide.reshape(2, 3, 4).permute(2, 0, 1));
    Path file = folder.resolve("views.safetensors");
    Safetensors.write(file, Map.of(), put);
    Safetensors read = Safetensors.read(file);
    for (var each : put.entrySet()) {
      INDArray came = read.tensor(each.getKey());
      assertArrayEquals(each.getValue().shape(), came.shape(), each.getKey());
      assertEquals(each.getValue().dataType(), came.dataType());
      assertArrayEquals(
          each.getValue().dup('c').data().asDouble(), came.data().asDouble(), each.getKey());
    }
    for (INDArray other :
        List.of(Nd4j.createFromArray(1, 2), Nd4j.scalar(true), Nd4j.ones(DataType.HALF, 2))) {
      var e =
          assertThrows(
              IllegalArgumentException.class,
              () -> Safetensors.write(file, Map.of(), Map.of("x", other)));
      assertTrue(e.getMessage().contains("in float or double, got"), e.getMessage());
      Mlp net = Mlp.velocity(1, 1, 2, Activation.TANH, Seeds.generator(1));
      assertThrows(
          IllegalArgumentException.class,
          () -> net.withParameters(net.parameters().castTo(other.dataType())));
    }
  }
}
