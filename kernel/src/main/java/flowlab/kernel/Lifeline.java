package flowlab.kernel;

import flowlab.kernel.base.Json;
import flowlab.kernel.base.Log;
import flowlab.kernel.base.Threads;
import flowlab.kernel.protocol.Request;
import flowlab.kernel.protocol.Wire;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

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
    long pid = Long.parseLong(parent);
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    if (process.isEmpty()) orphaned();
    process.get().onExit().thenRun(Lifeline::orphaned);
    // A process that has ended but that nobody has waited for still counts as alive; its children
    // know better, because they have been given to another parent.
    if (parent() == pid) Threads.lasting("flowlab-lifeline", () -> watch(pid));
  }

  private static void watch(long pid) {
    while (parent() == pid) LockSupport.parkNanos(1_000_000_000L);
    orphaned();
  }

  private static long parent() {
    return ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);
  }

  private static void orphaned() {
    Log.line("Jupyter is gone, so this kernel ends");
    Runtime.getRuntime().halt(1);
  }
}
