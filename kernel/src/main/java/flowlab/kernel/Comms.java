package flowlab.kernel;

import flowlab.kernel.protocol.Iopub;
import flowlab.kernel.protocol.Json;
import flowlab.kernel.protocol.Request;
import java.util.Map;

/** Comms that a front end opens. */
final class Comms {
  private final Iopub iopub;

  Comms(Iopub iopub) {
    this.iopub = iopub;
  }

  void info(Request request) {
    request.reply(Map.of("status", "ok", "comms", Map.of()));
  }

  /** Nobody here knows the target: the protocol asks to close such a comm at once. */
  void open(Request request) {
    String id = Json.text(request.content(), "comm_id", "");
    iopub.publish("comm_close", Map.of("comm_id", id, "data", Map.of()));
  }

  void message(Request request) {}

  void close(Request request) {}
}
