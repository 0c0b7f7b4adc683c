package flowlab.widget;

import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/** A button to press. */
public final class Button extends Control<Button> {
  private record Listener(Executor place, Runnable handler) {}

  private final CopyOnWriteArrayList<Listener> listeners = new CopyOnWriteArrayList<>();

  public Button(String description) {
    super("Button");
    set("description", description);
    set("disabled", false);
    set("icon", "");
    set("button_style", "");
    set("style", new Style("ButtonStyle"));
  }

  /**
   * Calls back at each press. What the handler prints, shows and throws appears under the cell that
   * called this; {@link Output#capture} sends it elsewhere.
   */
  public Button onClick(Runnable handler) {
    listeners.add(new Listener(LiveWidgets.bridge().here(), handler));
    return this;
  }

  public Button description(String text) {
    return with("description", text);
  }

  public Button disabled(boolean disabled) {
    return with("disabled", disabled);
  }

  /** The name of a Font Awesome icon, such as {@code "check"}. */
  public Button icon(String name) {
    return with("icon", name);
  }

  /** One of primary, success, info, warning, danger and the empty text. */
  public Button buttonStyle(String style) {
    return with("button_style", style);
  }

  /** Presses it. */
  public void click() {
    for (Listener listener : listeners) listener.place().execute(listener.handler());
  }

  @Override
  void custom(Map<String, Object> content) {
    if ("click".equals(content.get("event"))) click();
  }
}
