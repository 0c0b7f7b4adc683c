package flowlab.widget;

import flowlab.kernel.api.Rendered;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something in the page that has a state here and there, kept the same by messages. The last
 * expression of a cell shows it, and so does {@code display}.
 */
public abstract class Widget {
  static final String CONTROLS = "@jupyter-widgets/controls", BASE = "@jupyter-widgets/base";
  private static final String VIEW = "application/vnd.jupyter.widget-view+json";

  private final String id = UUID.randomUUID().toString().replace("-", "");
  private final @Nullable String madeBy = LiveWidgets.cell();
  private final Map<String, Object> state = new LinkedHashMap<>();
  private boolean open;

  /**
   * @param view the name of what draws it, if it is drawn
   */
  Widget(String module, String version, String model, String viewModule, @Nullable String view) {
    state.put("_model_module", module);
    state.put("_model_module_version", version);
    state.put("_model_name", model);
    state.put("_view_module", viewModule);
    state.put("_view_module_version", version);
    state.put("_view_name", view);
  }

  /** One of the usual controls. */
  Widget(String name) {
    this(CONTROLS, "2.0.0", name + "Model", CONTROLS, name + "View");
  }

  /** What the page knows this widget by. */
  public final String id() {
    return id;
  }

  /**
   * How the kernel shows it; the page is told of the widget first. What stands in it now is given
   * too, for pages that have no kernel.
   */
  public Map<String, Object> mimeBundle() {
    open();
    var bundle = new LinkedHashMap<String, Object>();
    bundle.put(VIEW, Map.of("version_major", 2, "version_minor", 0, "model_id", id));
    bundle.put("text/plain", toString());
    bundle.putAll(still().mimeBundle());
    return bundle;
  }

  /** At which size a page without a kernel shows what stands in it now. */
  public Map<String, Object> mimeMetadata() {
    return still().mimeMetadata();
  }

  /** What is to be seen in it now, or nothing. */
  Rendered still() {
    return new Rendered(Map.of(), Map.of());
  }

  /** Takes it out of the page. */
  public final synchronized void close() {
    if (!open) return;
    LiveWidgets.forget(id);
    Map<String, Object> content = Map.of("comm_id", id, "data", Map.of());
    LiveWidgets.bridge().send("comm_close", content, Map.of(), List.of());
  }

  @Override
  public String toString() {
    Object description = get("description");
    boolean named = description != null && !description.equals("");
    return getClass().getSimpleName() + "(" + (named ? description : "") + ")";
  }

  final synchronized @Nullable Object get(String name) {
    return state.get(name);
  }

  /** Changes the state here and, where it is known, in the page. */
  final synchronized void set(String name, @Nullable Object value) {
    state.put(name, value);
    if (!open) return;
    openAll(value);
    send("update", Collections.singletonMap(name, value));
  }

  final synchronized Map<String, Object> snapshot() {
    return new LinkedHashMap<>(state);
  }

  /** Tells the page of this widget and of those that it refers to, once. */
  final synchronized void open() {
    if (open) return;
    openAll(state.values());
    open = true;
    WireState wire = WireState.of(state);
    Map<String, Object> data = Map.of("state", wire.state(), "buffer_paths", wire.paths());
    Map<String, Object> content =
        Map.of("comm_id", id, "target_name", LiveWidgets.TARGET, "data", data);
    LiveWidgets.add(this, madeBy);
    LiveWidgets.bridge().send("comm_open", content, Map.of("version", "2.1.0"), wire.buffers());
  }

  final synchronized void closed() {
    open = false;
  }

  /** A message from the page. */
  @SuppressWarnings("unchecked")
  final void receive(Map<String, Object> data) {
    switch (String.valueOf(data.get("method"))) {
      case "update" -> {
        if (data.get("state") instanceof Map<?, ?> given) changeTo((Map<String, Object>) given);
      }
      case "request_state" -> {
        synchronized (this) {
          send("update", snapshot());
        }
      }
      case "custom" -> {
        if (data.get("content") instanceof Map<?, ?> content) custom((Map<String, Object>) content);
      }
      default -> {
        // of a later protocol
      }
    }
  }

  /** Takes what makes sense, tells other pages, and then whoever wants to know. */
  private void changeTo(Map<String, Object> given) {
    var changed = new LinkedHashMap<String, Object>();
    synchronized (this) {
      given.forEach(
          (name, value) -> {
            if (!state.containsKey(name) || !accepts(name, value)) return;
            state.put(name, value);
            changed.put(name, value);
          });
      if (!changed.isEmpty()) send("echo_update", changed);
    }
    changed.keySet().forEach(this::changed);
  }

  /** Whether the page may change this part of the state to this JSON value. */
  boolean accepts(String name, @Nullable Object json) {
    return !name.startsWith("_") && !(get(name) instanceof Widget);
  }

  /** The page has changed this part of the state. */
  void changed(String name) {}

  /** The page says something that is not a change of state. */
  void custom(Map<String, Object> content) {}

  private void send(String method, Map<String, Object> part) {
    WireState wire = WireState.of(part);
    Map<String, Object> data =
        Map.of("method", method, "state", wire.state(), "buffer_paths", wire.paths());
    Map<String, Object> content = Map.of("comm_id", id, "data", data);
    LiveWidgets.bridge().send("comm_msg", content, Map.of(), wire.buffers());
  }

  private static void openAll(@Nullable Object value) {
    if (value instanceof Widget widget) widget.open();
    else if (value instanceof Iterable<?> items) items.forEach(Widget::openAll);
  }
}
