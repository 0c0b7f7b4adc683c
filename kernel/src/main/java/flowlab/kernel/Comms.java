package flowlab.kernel;

import flowlab.kernel.api.ProgressDisplay;
import flowlab.kernel.base.Json;
import flowlab.kernel.base.Origin;
import flowlab.kernel.protocol.Iopub;
import flowlab.kernel.protocol.Request;
import flowlab.kernel.shell.Outcome.Failure;
import flowlab.widget.Bridge;
import flowlab.widget.LiveWidgets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Comms: the widgets' messages in both directions. What they call runs in the shell that they are
 * sent to: beside the cells where that is a subshell, and between them where it is not.
 */
final class Comms implements Bridge {
  /** Through this target a reloaded page asks for all widgets at once. */
  private static final String CONTROL = LiveWidgets.TARGET + ".control";

  private final Iopub iopub;
  private final Kernel kernel;

  /** What front ends call the cells that run, by their tasks. */
  private final Map<Object, String> cells = new ConcurrentHashMap<>();

  /** The threads in which handlers are called now. */
  private final Set<Thread> callbacks = ConcurrentHashMap.newKeySet();

  Comms(Iopub iopub, Kernel kernel) {
    this.iopub = iopub;
    this.kernel = kernel;
  }

  /** A cell begins, which front ends may have a name for. */
  void cellBegins(Origin cell, String name) {
    if (name.isEmpty()) return;
    cells.put(cell.task(), name);
    LiveWidgets.cellBegins(name);
  }

  void cellEnds(Origin cell) {
    cells.remove(cell.task());
  }

  @Override
  public @Nullable String cell() {
    return cells.get(Origin.current().task());
  }

  void info(Request request) {
    String target = Json.text(request.content(), "target_name", LiveWidgets.TARGET);
    var live = new LinkedHashMap<String, Object>();
    if (target.equals(LiveWidgets.TARGET)) {
      for (String id : LiveWidgets.ids()) live.put(id, Map.of("target_name", target));
    }
    request.reply(Map.of("status", "ok", "comms", live));
  }

  /** Where nobody here knows the target, the protocol asks to close such a comm at once. */
  void open(Request request) {
    if (Json.text(request.content(), "target_name", "").equals(CONTROL)) return;
    iopub.comm("comm_close", Map.of("comm_id", id(request), "data", Map.of()), Map.of(), List.of());
  }

  void message(Request request) {
    Map<String, Object> data = Json.object(request.content(), "data");
    String id = id(request);
    if (Json.text(data, "method", "").equals("request_states")) LiveWidgets.sendAllStates(id);
    else if (LiveWidgets.ids().contains(id) && !overtaken(request, id, data))
      receive(request, id, data);
  }

  void close(Request request) {
    LiveWidgets.forget(id(request));
  }

  /** Handlers of the reader are called in here, and can be stopped like a cell. */
  private void receive(Request request, String id, Map<String, Object> data) {
    Origin origin = request.origin(0);
    Kernel.Ready ready = kernel.readyFor(origin);
    Thread.currentThread().setContextClassLoader(ready.shell().classLoader());
    callbacks.add(Thread.currentThread());
    try {
      origin.leadDuring(() -> LiveWidgets.receive(id, data));
    } finally {
      callbacks.remove(Thread.currentThread());
      ProgressDisplay.cellEnds();
      ready.shell().end();
    }
  }

  /** Whether what this changes will be changed again before any cell runs. */
  private boolean overtaken(Request request, String id, Map<String, Object> data) {
    if (!isUpdate(data)) return false;
    var names = Json.object(data, "state").keySet();
    return request.isFollowedBy(
        later -> {
          Map<String, Object> newer = Json.object(later.content(), "data");
          return later.type().equals("comm_msg")
              && Json.text(later.content(), "comm_id", "").equals(id)
              && isUpdate(newer)
              && Json.object(newer, "state").keySet().containsAll(names);
        });
  }

  private static boolean isUpdate(Map<String, Object> data) {
    return Json.text(data, "method", "").equals("update");
  }

  private static String id(Request request) {
    return Json.text(request.content(), "comm_id", "");
  }

  @Override
  public void send(
      String type,
      Map<String, Object> content,
      Map<String, Object> metadata,
      List<byte[]> buffers) {
    iopub.comm(type, content, metadata, buffers);
  }

  @Override
  public Executor here() {
    Origin place = Origin.current();
    return work -> place.workedOnBy(Origin.current()).during(() -> guarded(work));
  }

  @Override
  public Executor into(BiPredicate<String, Map<String, Object>> outputs) {
    return work ->
        Origin.current()
            .into(outputs::test)
            .during(
                () -> {
                  iopub.streams().flush();
                  try {
                    guarded(work);
                  } finally {
                    iopub.streams().flush();
                  }
                });
  }

  /** In a cell an exception is the cell's; a handler's is shown where the handler's output is. */
  private void guarded(Runnable work) {
    if (!callbacks.contains(Thread.currentThread())) {
      work.run();
      return;
    }
    var shell = kernel.ready().shell();
    Throwable thrown = null;
    shell.enter();
    try {
      work.run();
    } catch (Throwable e) {
      thrown = e;
    } finally {
      shell.leave();
    }
    if (thrown == null) return;
    Failure failure = shell.describe(thrown);
    iopub.publish(
        "error",
        Map.of(
            "ename",
            failure.name(),
            "evalue",
            failure.message(),
            "traceback",
            failure.traceback()));
  }
}
