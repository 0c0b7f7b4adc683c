package flowlab.kernel;

import flowlab.kernel.base.Json;
import flowlab.kernel.protocol.Request;
import flowlab.kernel.shell.Completion;
import flowlab.kernel.shell.Inspection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tab and Shift-Tab: completion, inspection, and whether a cell is complete. Places are code
 * points.
 */
final class Assistance {
  private final Kernel kernel;

  Assistance(Kernel kernel) {
    this.kernel = kernel;
  }

  void complete(Request request) {
    String code = Json.text(request.content(), "code", "");
    Kernel.Ready ready = kernel.ready();
    var found =
        ready
            .shell()
            .exclusively(
                () ->
                    Completion.at(
                        ready.shell(),
                        ready.cells().magics().keySet(),
                        code,
                        ready.cells().java(code),
                        cursor(request, code)));
    var reply = new LinkedHashMap<String, Object>();
    reply.put("status", "ok");
    reply.put("matches", found.matches());
    reply.put("cursor_start", code.codePointCount(0, found.start()));
    reply.put("cursor_end", code.codePointCount(0, found.end()));
    reply.put("metadata", Map.of());
    request.reply(reply);
  }

  void inspect(Request request) {
    String code = Json.text(request.content(), "code", "");
    var shell = kernel.ready().shell();
    String java = kernel.ready().cells().java(code);
    Map<String, Object> data =
        shell.exclusively(() -> Inspection.at(shell, java, cursor(request, code)));
    var reply = new LinkedHashMap<String, Object>();
    reply.put("status", "ok");
    reply.put("found", !data.isEmpty());
    reply.put("data", data);
    reply.put("metadata", Map.of());
    request.reply(reply);
  }

  void isComplete(Request request) {
    String code = Json.text(request.content(), "code", "");
    var shell = kernel.ready().shell();
    String java = kernel.ready().cells().java(code);
    request.reply(shell.exclusively(() -> Completion.completeness(shell, java)));
  }

  /** The cursor as Java counts. */
  private static int cursor(Request request, String code) {
    int points = code.codePointCount(0, code.length());
    int asked = Json.number(request.content(), "cursor_pos", points);
    return code.offsetByCodePoints(0, Math.max(0, Math.min(asked, points)));
  }
}
