package flowlab.widget;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The widgets that the page knows, by the ids of their comms. For the kernel. */
public final class LiveWidgets {
  /** The comm target of widgets. */
  public static final String TARGET = "jupyter.widget";

  private static final Map<String, Widget> BY_ID = new ConcurrentSkipListMap<>();
  private static final Map<String, List<String>> BY_CELL = new ConcurrentHashMap<>();
  private static volatile @Nullable Bridge bridge;

  private LiveWidgets() {}

  /** For the kernel, once. */
  public static void connect(Bridge kernel) {
    bridge = kernel;
  }

  /** The ids of all live widgets. */
  public static Set<String> ids() {
    return Set.copyOf(BY_ID.keySet());
  }

  /** A message from the page to one widget. */
  public static void receive(String id, Map<String, Object> data) {
    Widget widget = BY_ID.get(id);
    if (widget != null) widget.receive(data);
  }

  /** The page has closed a widget. */
  public static void forget(String id) {
    Widget widget = BY_ID.remove(id);
    if (widget != null) widget.closed();
  }

  /** Tells a control comm the state of every widget: what a reloaded page asks for first. */
  public static void sendAllStates(String controlComm) {
    var states = new LinkedHashMap<String, Object>();
    var paths = new ArrayList<Object>();
    var buffers = new ArrayList<byte[]>();
    BY_ID.forEach(
        (id, widget) -> {
          WireState wire = WireState.of(widget.snapshot());
          var model = new LinkedHashMap<String, Object>();
          for (String name : List.of("model_name", "model_module", "model_module_version")) {
            model.put(name, wire.state().get("_" + name));
          }
          model.put("state", wire.state());
          states.put(id, model);
          for (List<String> path : wire.paths()) paths.add(List.of(id, "state", path.get(0)));
          buffers.addAll(wire.buffers());
        });
    Map<String, Object> data =
        Map.of("method", "update_states", "states", states, "buffer_paths", paths);
    bridge().send("comm_msg", Map.of("comm_id", controlComm, "data", data), Map.of(), buffers);
  }

  /**
   * A cell begins. If it ran before, the widgets that it made then are closed: the page no longer
   * shows them, and they would only pile up.
   *
   * @param id what the front end calls the cell
   */
  public static void cellBegins(String id) {
    List<String> earlier = BY_CELL.remove(id);
    if (earlier == null) return;
    for (String each : earlier) {
      Widget widget = BY_ID.get(each);
      if (widget != null) widget.close();
    }
  }

  /** The cell that makes a widget now, if one does. */
  static @Nullable String cell() {
    Bridge known = bridge;
    return known == null ? null : known.cell();
  }

  static void add(Widget widget, @Nullable String madeBy) {
    BY_ID.put(widget.id(), widget);
    if (madeBy == null) return;
    BY_CELL.computeIfAbsent(madeBy, key -> new CopyOnWriteArrayList<>()).add(widget.id());
  }

  static Bridge bridge() {
    Bridge known = bridge;
    if (known == null) {
      throw new IllegalStateException(
          "widgets need a notebook that runs on the Flowlab kernel; here there is no page to show"
              + " them");
    }
    return known;
  }
}
