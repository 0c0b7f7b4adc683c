package flowlab.kernel;

import flowlab.kernel.protocol.Json;
import flowlab.kernel.protocol.Log;
import flowlab.kernel.protocol.Request;
import flowlab.kernel.protocol.Wire;
import java.util.Map;
import java.util.Optional;

/** How the kernel ends: when it is told to, or when the process that started it is gone. */
final class Lifeline {
  private Lifeline() {}

  static void shutdown(Request request, Wire wire) throws InterruptedException {
    boolean restart = Json.flag(request.content(), "restart", false);
    request.reply(Map.of("status", "ok", "restart", restart));
    wire.close();
    Runtime.getRuntime().halt(0);
  }

  /** Jupyter says in JPY_PARENT_PID who started this kernel. */
  static void watchParent() {
    String parent = System.getenv("JPY_PARENT_PID");
    if (parent == null || !parent.matches("[1-9]\\d{0,9}")) return;
    Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(parent));
    if (process.isEmpty()) orphaned();
    else process.get().onExit().thenRun(Lifeline::orphaned);
  }

  private static void orphaned() {
    Log.line("Jupyter is gone, so this kernel ends");
    Runtime.getRuntime().halt(1);
  }
}
