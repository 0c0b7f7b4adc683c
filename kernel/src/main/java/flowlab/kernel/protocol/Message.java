package flowlab.kernel.protocol;

import flowlab.kernel.base.Json;
import java.util.List;
import java.util.Map;

/**
 * A message that came in: who sent it (the ZeroMQ routing prefix) and its parts.
 *
 * @param buffers binary attachments, as widgets send them
 */
public record Message(
    List<byte[]> identities,
    Map<String, Object> header,
    Map<String, Object> metadata,
    Map<String, Object> content,
    List<byte[]> buffers) {

  public String type() {
    return Json.text(header, "msg_type", "");
  }

  /** Whether it wants an answer. */
  boolean isRequest() {
    return type().endsWith("_request");
  }

  /** The subshell that is to answer; empty for the main shell. */
  public String subshell() {
    return Json.text(header, "subshell_id", "");
  }
}
