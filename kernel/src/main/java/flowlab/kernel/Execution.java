package flowlab.kernel;

import flowlab.kernel.api.Notebook;
import flowlab.kernel.api.ProgressDisplay;
import flowlab.kernel.base.Json;
import flowlab.kernel.base.Log;
import flowlab.kernel.base.Origin;
import flowlab.kernel.base.Reserve;
import flowlab.kernel.base.Throwables;
import flowlab.kernel.debug.Debugger;
import flowlab.kernel.display.Bundle;
import flowlab.kernel.display.Renderers;
import flowlab.kernel.protocol.Iopub;
import flowlab.kernel.protocol.Request;
import flowlab.kernel.shell.CellText;
import flowlab.kernel.shell.Outcome;
import flowlab.kernel.shell.Outcome.Failure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers {@code execute_request}. */
final class Execution {
  private final Kernel kernel;
  private final Iopub iopub;
  private final History history;
  private final Debugger debugger;
  private final Comms comms;
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicInteger running = new AtomicInteger();
  private volatile boolean localeNamed = System.getProperty("os.name").startsWith("Windows");

  Execution(Kernel kernel, Iopub iopub, History history, Debugger debugger, Comms comms) {
    this.debugger = debugger;
    this.kernel = kernel;
    this.iopub = iopub;
    this.history = history;
    this.comms = comms;
  }

  void execute(Request request) {
    Map<String, Object> content = request.content();
    String code = Json.text(content, "code", "");
    boolean silent = Json.flag(content, "silent", false);
    boolean stored = !silent && Json.flag(content, "store_history", true);
    int counted = stored ? count.incrementAndGet() : count.get();
    int cell = silent ? 0 : stored ? counted : counted + 1;
    Origin origin = request.origin(cell);
    origin.begin();
    running.incrementAndGet();
    if (!silent) iopub.publish("execute_input", Map.of("code", code, "execution_count", cell));
    Kernel.Ready ready = kernel.readyFor(origin); // from here on it can be stopped
    nameLocale(code);
    if (cell > 0) debugger.cellBegins(cell, code);
    comms.cellBegins(origin, Json.text(request.message().metadata(), "cellId", ""));
    try {
      if (stored) history.add(counted, code); // which reads a long file the first time
      Outcome outcome = ready.cells().run(new CellText(cell, 1, code));
      ProgressDisplay.cellEnds();
      if (running.get() == 1 && iopub.streams().reinstall()) {
        System.err.println(
            "note: this cell set System.out or System.err to another stream; for the next cells"
                + " they are as before");
      }
      if (outcome instanceof Outcome.Value value && !silent) {
        outcome = show(ready, value, cell, code.stripTrailing().endsWith(")"));
      }
      if (outcome instanceof Failure failure) {
        fail(request, failure, counted);
      } else {
        var reply = new LinkedHashMap<String, Object>();
        reply.put("status", "ok");
        reply.put("execution_count", counted);
        reply.put("payload", payload(outcome));
        reply.put("user_expressions", expressions(ready, content));
        iopub.streams().flush();
        request.reply(reply);
      }
    } catch (Throwable e) { // the kernel's own fault, or the compiler's: said where the cell is
      if (e instanceof OutOfMemoryError) Reserve.release();
      Log.problem("a cell failed", e);
      String name = e.getClass().getSimpleName();
      String message = "the kernel could not do this: " + Throwables.message(e);
      fail(request, new Failure(name, message, List.of(name + ": " + message)), counted);
    } finally {
      running.decrementAndGet();
      comms.cellEnds(origin);
      debugger.cellEnds();
      ready.shell().end();
      origin.end();
    }
  }

  /** Java takes the encoding of file names from the locale, and nothing else changes it. */
  private void nameLocale(String code) {
    String names = System.getProperty("sun.jnu.encoding", "UTF-8");
    if (localeNamed || names.equals("UTF-8") || code.chars().allMatch(c -> c < 128)) return;
    localeNamed = true;
    System.err.println(
        "note: files cannot be named outside ASCII here, because the locale says "
            + names
            + "; start Jupyter with LC_ALL=C.UTF-8");
  }

  /** Publishes the value; drawing it runs the reader's code too, so it can fail and be stopped. */
  private Outcome show(Kernel.Ready ready, Outcome.Value value, int cell, boolean isCall) {
    Object drawn = value.value();
    boolean shown = Notebook.isShown(drawn) && isCall; // display(x) as the last line
    if (drawn == null || shown) return new Outcome.Nothing();
    ready.shell().enter();
    try {
      Bundle bundle = Renderers.bundle(drawn);
      iopub.publish(
          "execute_result",
          Map.of("execution_count", cell, "data", bundle.data(), "metadata", bundle.metadata()));
      return value;
    } catch (Throwable e) {
      return whileShowing(ready, e);
    } finally {
      ready.shell().leave();
    }
  }

  private static Failure whileShowing(Kernel.Ready ready, Throwable e) {
    if (e instanceof OutOfMemoryError) Reserve.release();
    String name = ready.shell().isStop(e) ? "Interrupted" : e.getClass().getSimpleName();
    String message = "while showing the value: " + Throwables.message(e);
    return new Failure(name, message, List.of("\u001b[31m" + name + "\u001b[0m: " + message));
  }

  private static Map<String, Object> error(Failure failure) {
    return Map.of(
        "ename", failure.name(), "evalue", failure.message(), "traceback", failure.traceback());
  }

  private void fail(Request request, Failure failure, int counted) {
    iopub.publish("error", error(failure));
    if (Json.flag(request.content(), "stop_on_error", true)) request.abortFollowing();
    Map<String, Object> reply = failed(failure);
    reply.put("execution_count", counted);
    request.reply(reply);
  }

  private static List<Object> payload(Outcome outcome) {
    return outcome instanceof Outcome.Page page
        ? List.of(Map.of("source", "page", "data", page.data(), "start", 0))
        : List.of();
  }

  private Map<String, Object> expressions(Kernel.Ready ready, Map<String, Object> content) {
    var results = new LinkedHashMap<String, Object>();
    Json.object(content, "user_expressions")
        .forEach((name, code) -> results.put(name, expression(ready, String.valueOf(code))));
    return results;
  }

  private static Map<String, Object> expression(Kernel.Ready ready, String code) {
    Outcome outcome = ready.cells().run(new CellText(0, 1, code));
    ready.shell().enter();
    try {
      return outcome instanceof Failure failure ? failed(failure) : shown(outcome);
    } catch (Throwable e) {
      return failed(whileShowing(ready, e));
    } finally {
      ready.shell().leave();
    }
  }

  private static Map<String, Object> shown(Outcome outcome) {
    Bundle bundle = Renderers.bundle(outcome instanceof Outcome.Value value ? value.value() : "");
    return Map.of("status", "ok", "data", bundle.data(), "metadata", bundle.metadata());
  }

  private static Map<String, Object> failed(Failure failure) {
    var error = new LinkedHashMap<>(error(failure));
    error.put("status", "error");
    return error;
  }
}
