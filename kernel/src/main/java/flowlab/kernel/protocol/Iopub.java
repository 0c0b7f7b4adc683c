package flowlab.kernel.protocol;

import flowlab.kernel.base.Origin;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Publishes to every front end: status, outputs, comms. */
public final class Iopub {
  private final Outbox outbox;
  private final Streams streams;

  public Iopub(Outbox outbox) {
    this.outbox = outbox;
    this.streams = new Streams(outbox, this::send);
  }

  public Streams streams() {
    return streams;
  }

  /** Publishes under the current thread's origin, after what was printed before. */
  public void publish(String type, Map<String, Object> content) {
    publish(Origin.current(), type, content, Map.of(), List.of());
  }

  public void publish(
      Origin origin,
      String type,
      Map<String, Object> content,
      Map<String, Object> metadata,
      List<byte[]> buffers) {
    streams.flush();
    send(origin, type, content, metadata, buffers);
  }

  /** Sends a message of a comm, which need not wait for what was printed. */
  public void comm(
      String type,
      Map<String, Object> content,
      Map<String, Object> metadata,
      List<byte[]> buffers) {
    send(Origin.current(), type, content, metadata, buffers);
  }

  public void status(Origin origin, String state) {
    publish(origin, "status", Map.of("execution_state", state), Map.of(), List.of());
  }

  private void send(
      Origin origin,
      String type,
      Map<String, Object> content,
      Map<String, Object> metadata,
      List<byte[]> buffers) {
    Origin.Sink sink = origin.sink();
    if (sink != null && sink.take(type, content)) return;
    byte[] topic = ("kernel." + type).getBytes(StandardCharsets.UTF_8);
    outbox.put(
        new Outgoing(
            Channel.IOPUB, List.of(topic), type, origin.header(), metadata, content, buffers));
  }
}
