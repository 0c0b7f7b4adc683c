package flowlab.widget;

import flowlab.kernel.api.Rendered;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A place for outputs: what work prints and shows here goes where this widget stands, not below the
 * cell. It holds the outputs itself, so they survive a reload of the page.
 */
public final class Output extends Control<Output> {
  /** Of printed text the last part is kept. */
  private static final int LONGEST_TEXT = 20_000;

  /** One output, and the id under which it can be replaced. */
  private record Shown(@Nullable String displayId, Map<String, Object> output) {}

  private final List<Shown> shown = new ArrayList<>();
  private boolean clearFirst;
  private int held;

  public Output() {
    super("@jupyter-widgets/output", "1.0.0", "Output");
    set("msg_id", "");
    set("outputs", List.of());
  }

  /** Does something now, with its outputs here. */
  public void run(Runnable work) {
    LiveWidgets.bridge().into(this::take).execute(work);
  }

  /** The same handler with its outputs here. */
  public Runnable capture(Runnable handler) {
    return () -> run(handler);
  }

  /** The same handler with its outputs here. */
  public <V> Consumer<V> capture(Consumer<? super V> handler) {
    return value -> run(() -> handler.accept(value));
  }

  /** Empties it. */
  public void clear() {
    clear(false);
  }

  /** Empties it; with {@code wait}, only when the next output is there. */
  public synchronized void clear(boolean wait) {
    clearFirst = wait;
    if (wait) return;
    shown.clear();
    send();
  }

  /** Does something whose outputs take the place of all earlier ones, in one move. */
  void replace(Runnable work) {
    synchronized (this) {
      held++;
      shown.clear();
    }
    try {
      run(work);
    } finally {
      synchronized (this) {
        held--;
        send();
      }
    }
  }

  /** Offered an output, as the type and content of a message; says whether it belongs here. */
  private synchronized boolean take(String type, Map<String, Object> content) {
    switch (type) {
      case "clear_output" -> clear(Boolean.TRUE.equals(content.get("wait")));
      case "update_display_data" -> {
        return update(content);
      }
      case "stream", "display_data", "error" -> {
        if (clearFirst) shown.clear();
        clearFirst = false;
        add(type, content);
        send();
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void add(String type, Map<String, Object> content) {
    if (type.equals("stream") && !shown.isEmpty()) {
      Map<String, Object> last = shown.get(shown.size() - 1).output();
      if (Objects.equals(content.get("name"), last.get("name"))) {
        shown.remove(shown.size() - 1);
        String text = last.get("text") + String.valueOf(content.get("text"));
        content = Map.of("name", content.get("name"), "text", tail(text));
      }
    }
    shown.add(new Shown(displayId(content), asOutput(type, content)));
  }

  private boolean update(Map<String, Object> content) {
    String id = displayId(content);
    boolean found = false;
    for (int i = 0; i < shown.size(); i++) {
      if (id == null || !id.equals(shown.get(i).displayId())) continue;
      shown.set(i, new Shown(id, asOutput("display_data", content)));
      found = true;
    }
    if (found) send();
    return found;
  }

  private void send() {
    if (held == 0) set("outputs", shown.stream().map(Shown::output).toList());
  }

  /** Its last output that is more than text. */
  @Override
  @SuppressWarnings("unchecked")
  synchronized Rendered still() {
    for (int i = shown.size() - 1; i >= 0; i--) {
      Map<String, Object> output = shown.get(i).output();
      if (output.get("data") instanceof Map<?, ?> data && data.size() > 1) {
        return new Rendered(
            (Map<String, Object>) data,
            (Map<String, Object>) output.getOrDefault("metadata", Map.of()));
      }
    }
    return super.still();
  }

  @Override
  boolean accepts(String name, @Nullable Object json) {
    return false;
  }

  private static Map<String, Object> asOutput(String type, Map<String, Object> content) {
    var output = new LinkedHashMap<String, Object>();
    output.put("output_type", type);
    content.forEach(
        (name, value) -> {
          if (!name.equals("transient")) output.put(name, value);
        });
    return output;
  }

  private static @Nullable String displayId(Map<String, Object> content) {
    return content.get("transient") instanceof Map<?, ?> hints
        ? (String) hints.get("display_id")
        : null;
  }

  private static String tail(String text) {
    return text.length() <= LONGEST_TEXT
        ? text
        : "…" + text.substring(text.length() - LONGEST_TEXT);
  }
}
