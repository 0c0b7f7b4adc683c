package flowlab.widget;

import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A control that has a value: the reader's when it is moved in the page, the program's when it is
 * set here.
 *
 * @param <V> the value
 * @param <W> the widget itself
 */
public abstract class ValueWidget<V, W extends ValueWidget<V, W>> extends Control<W> {
  private record Observer<V>(Executor place, Consumer<? super V> handler) {
    void tell(V value) {
      place.execute(() -> handler.accept(value));
    }
  }

  private final CopyOnWriteArrayList<Observer<V>> observers = new CopyOnWriteArrayList<>();
  private final String valueName;
  private final Runnable telling = new OneAtATime(this::tell);
  private @Nullable V told;

  ValueWidget(String name, String style, String valueName) {
    super(name);
    this.valueName = valueName;
    set("description", "");
    if (style != null) set("style", new Style(style));
  }

  /** The value as it is now. */
  public final V value() {
    return fromJson(Objects.requireNonNull(get(valueName)));
  }

  /** Sets the value, here and in the page, and tells whoever observes it. */
  public final W value(V value) {
    Objects.requireNonNull(value, "a widget's value cannot be null");
    if (!value.equals(value())) {
      set(valueName, toJson(check(value)));
      telling.run();
    }
    return self();
  }

  /**
   * Calls back with each new value. What the handler prints, shows and throws appears under the
   * cell that called this; {@link Output#capture} sends it elsewhere. While a handler is busy the
   * values that are overtaken are left out, the last one never.
   */
  public final W observe(Consumer<? super V> handler) {
    observers.add(new Observer<>(LiveWidgets.bridge().here(), handler));
    return self();
  }

  /** Calls no handler any more. */
  public final W unobserveAll() {
    observers.clear();
    return self();
  }

  /** The words beside it; LaTeX between dollar signs is set as mathematics. */
  public final W description(String text) {
    return with("description", text);
  }

  /** How much room the description has, for example {@code "initial"} for as much as it needs. */
  public final W descriptionWidth(String css) {
    if (get("style") instanceof Style style) style.with("description_width", css);
    return self();
  }

  /** Greyed out, and not to be moved by the reader. */
  public final W disabled(boolean disabled) {
    return with("disabled", disabled);
  }

  @Override
  public String toString() {
    String described = super.toString();
    return described.substring(0, described.length() - 1)
        + (described.endsWith("()") ? "" : " ")
        + value()
        + ")";
  }

  /** The value that this JSON means; an exception where it means none. */
  abstract V fromJson(Object json);

  /** As the page has it; a number, a truth and a text are what they are. */
  Object toJson(V value) {
    return value;
  }

  /** The value, if this widget may have it; else an exception that says why not. */
  V check(V value) {
    return value;
  }

  /** Sets the first value, of which nobody is told. */
  final void begin(V value) {
    set(valueName, toJson(check(value)));
    told = value;
  }

  @Override
  boolean accepts(String name, @Nullable Object json) {
    if (!super.accepts(name, json)) return false;
    if (!name.equals(valueName)) return true;
    try {
      fromJson(Objects.requireNonNull(json));
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  @Override
  void changed(String name) {
    if (name.equals(valueName)) telling.run();
  }

  private void tell() {
    V now;
    synchronized (this) {
      now = value();
      if (now.equals(told)) return;
      told = now;
    }
    for (Observer<V> observer : observers) observer.tell(now);
  }

  @SuppressWarnings("unchecked")
  final W self() {
    return (W) this;
  }
}
