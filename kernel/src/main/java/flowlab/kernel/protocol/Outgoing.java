package flowlab.kernel.protocol;

import flowlab.kernel.base.Throwables;
import java.util.List;
import java.util.Map;

/** A message on its way out. On iopub the identity is the topic. */
record Outgoing(
    Channel channel,
    List<byte[]> identities,
    String type,
    Map<String, Object> parent,
    Map<String, Object> metadata,
    Map<String, Object> content,
    List<byte[]> buffers) {

  /** Something that no request asked for. */
  static Outgoing published(byte[] topic, String type, Map<String, Object> content) {
    return new Outgoing(
        Channel.IOPUB, List.of(topic), type, Map.of(), Map.of(), content, List.of());
  }

  /** What is sent where this cannot be written: it says why, in what its receiver waits for. */
  Outgoing instead(Throwable e) {
    String name = e.getClass().getSimpleName();
    String what = "the " + type + " could not be sent: " + Throwables.message(e);
    Map<String, Object> error =
        Map.of("status", "error", "ename", name, "evalue", what, "traceback", List.of(what));
    boolean reply = channel != Channel.IOPUB;
    return new Outgoing(
        channel, identities, reply ? type : "error", parent, Map.of(), error, List.of());
  }
}
