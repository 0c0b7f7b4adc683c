package flowlab.kernel.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import flowlab.kernel.base.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void signaturesAreThoseOfTheProtocol() {
    // RFC 4231, test case 2
    var signer = new Signer("hmac-sha256", "Jefe");
    assertEquals(
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        signer.sign(List.of(bytes("what do ya want "), bytes("for nothing?"))));
  }

  @Test
  void aSignatureIsAcceptedOnce() {
    var signer = new Signer("hmac-sha256", "key");
    List<byte[]> parts = List.of(bytes("{}"));
    byte[] signature = bytes(signer.sign(parts));
    assertFalse(signer.accepts(bytes("0".repeat(64)), parts));
    assertTrue(signer.accepts(signature, parts));
    assertFalse(signer.accepts(signature, parts));
  }

  @Test
  void messagesComeBackAsTheyWent() throws IOException {
    var codec = new Codec(new Signer("hmac-sha256", "key"));
    var content = new LinkedHashMap<String, Object>();
    content.put("text", "ä🙂\n");
    content.put("n", 3L);
    content.put("none", null);
    content.put("list", List.of(1.5, true));
    var sent =
        new Outgoing(
            Channel.SHELL,
            List.of(bytes("id")),
            "execute_request",
            Map.of(),
            Map.of(),
            content,
            List.of(bytes("buffer")));
    Message message = codec.decode(codec.encode(sent));
    assertEquals("execute_request", message.type());
    assertEquals(content, message.content());
    assertEquals("buffer", new String(message.buffers().get(0), StandardCharsets.UTF_8));
  }

  @Test
  void anyChangeIsRefused() {
    var codec = new Codec(new Signer("hmac-sha256", "key"));
    var message =
        new Outgoing(
            Channel.SHELL, List.of(), "x_request", Map.of(), Map.of(), Map.of(), List.of());
    List<byte[]> frames = codec.encode(message);
    for (int frame = 0; frame < frames.size(); frame++) {
      var changed = new ArrayList<>(frames);
      byte[] copy = Arrays.copyOf(frames.get(frame), frames.get(frame).length);
      copy[0] ^= 1;
      changed.set(frame, copy);
      assertThrows(IOException.class, () -> codec.decode(changed));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "null", "{\"a\":}", "{\"a\":1", "1", "\"x\"", "{a"})
  void whatIsNotAnObjectIsAnIoException(String text) {
    assertThrows(IOException.class, () -> Json.read(bytes(text)));
  }

  @Test
  void deepNestingIsRefused() {
    assertThrows(IOException.class, () -> Json.read(bytes("{\"a\":" + "[".repeat(100_000))));
  }
}
