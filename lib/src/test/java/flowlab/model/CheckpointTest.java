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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  @Test
  void aNetOfAnotherShapeIsRefusedAndTheModelStays() throws IOException {
    Path file = folder.resolve("net.safetensors");
    Checkpoint.save(net(), file);
    Mlp other = Mlp.of(Activation.SILU, Seeds.generator(2), 3, 7, 6, 2);
    var before = other.parameters();
    var e = assertThrows(IOException.class, () -> Checkpoint.load(file, other));
    assertTrue(e.getMessage().contains("[3, 7, 5, 2], expected [3, 7, 6, 2]"), e.getMessage());
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
}
