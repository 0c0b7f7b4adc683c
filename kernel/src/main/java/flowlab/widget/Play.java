package flowlab.widget;

/** A button that counts by itself; linked to a slider it moves it. */
public final class Play extends ValueWidget<Integer, Play> {
  public Play(int min, int max, int value) {
    super("Play", "DescriptionStyle", "value");
    if (min > max) {
      throw new IllegalArgumentException("Play counts up, and not from " + min + " to " + max);
    }
    set("min", min);
    set("max", max);
    set("step", 1);
    set("interval", 100);
    set("playing", false);
    set("repeat", false);
    set("show_repeat", true);
    set("disabled", false);
    begin(value);
  }

  public Play step(int step) {
    return with("step", step);
  }

  /** Milliseconds from one number to the next. */
  public Play interval(int milliseconds) {
    return with("interval", milliseconds);
  }

  /** Whether it begins again at the end. */
  public Play repeat(boolean repeat) {
    return with("repeat", repeat);
  }

  /** Starts it or stops it. */
  public Play playing(boolean playing) {
    return with("playing", playing);
  }

  public boolean playing() {
    return Boolean.TRUE.equals(get("playing"));
  }

  @Override
  Integer fromJson(Object json) {
    return ((Number) json).intValue();
  }
}
