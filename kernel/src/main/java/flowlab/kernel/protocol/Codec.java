package flowlab.kernel.protocol;

import flowlab.kernel.base.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Between a message and its frames on the wire: identities, delimiter, signature, four JSON parts.
 */
final class Codec {
  static final String PROTOCOL = "5.5";
  private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);

  private final Signer signer;
  private final String session = java.util.UUID.randomUUID().toString();
  private final AtomicLong count = new AtomicLong();

  Codec(Signer signer) {
    this.signer = signer;
  }

  Message decode(List<byte[]> frames) throws IOException {
    int delimiter = 0;
    while (delimiter < frames.size() && !Arrays.equals(frames.get(delimiter), DELIMITER)) {
      delimiter++;
    }
    if (frames.size() < delimiter + 6) throw new IOException("a message of too few frames");
    List<byte[]> parts = frames.subList(delimiter + 2, delimiter + 6);
    if (!signer.accepts(frames.get(delimiter + 1), parts)) {
      throw new IOException("a message with a wrong or repeated signature");
    }
    Map<String, Object> header = Json.read(parts.get(0));
    Json.read(parts.get(1)); // the parent header: nobody needs it, but it must be well-formed
    return new Message(
        List.copyOf(frames.subList(0, delimiter)),
        header,
        Json.read(parts.get(2)),
        Json.read(parts.get(3)),
        List.copyOf(frames.subList(delimiter + 6, frames.size())));
  }

  List<byte[]> encode(Outgoing message) {
    var header = new LinkedHashMap<String, Object>();
    header.put("msg_id", session + "_" + count.incrementAndGet());
    header.put("session", session);
    header.put("username", "kernel");
    header.put("date", Instant.now().truncatedTo(ChronoUnit.MICROS).toString());
    header.put("msg_type", message.type());
    header.put("version", PROTOCOL);
    List<byte[]> parts =
        List.of(
            Json.write(header),
            Json.write(message.parent()),
            Json.write(message.metadata()),
            Json.write(message.content()));
    var frames = new ArrayList<byte[]>(message.identities());
    frames.add(DELIMITER);
    frames.add(signer.sign(parts).getBytes(StandardCharsets.US_ASCII));
    frames.addAll(parts);
    frames.addAll(message.buffers());
    return frames;
  }
}
