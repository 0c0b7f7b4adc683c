package flowlab.widget;

/**
 * A handle on a line, or two.
 *
 * @param <V> the value
 * @param <W> the widget itself
 */
public abstract class Slider<V, W extends Slider<V, W>> extends ValueWidget<V, W> {
  private final double min, max;

  Slider(String name, Number min, Number max, Number step, String readout) {
    super(name, "SliderStyle", "value");
    this.min = min.doubleValue();
    this.max = max.doubleValue();
    if (!(this.min <= this.max)) {
      throw new IllegalArgumentException(
          "a slider goes from its minimum up to its maximum, and " + min + " is above " + max);
    }
    set("min", min);
    set("max", max);
    set("step", step);
    set("behavior", "drag-tap");
    set("orientation", "horizontal");
    set("readout", true);
    set("readout_format", readout);
    set("continuous_update", true);
    set("disabled", false);
  }

  /** Whether values come while the handle moves, or only when it is let go. */
  public final W continuousUpdate(boolean continuous) {
    return with("continuous_update", continuous);
  }

  /** How the number beside it is written, in the words of d3-format: {@code ".3f"}. */
  public final W readoutFormat(String format) {
    return with("readout_format", format);
  }

  public final W readout(boolean shown) {
    return with("readout", shown);
  }

  /** Upright instead of lying. */
  public final W vertical() {
    return with("orientation", "vertical");
  }

  /** A power of ten that divides a line of this length into 50 to 500 steps. */
  static double roundStep(double length) {
    return length > 0 ? Math.pow(10, Math.floor(Math.log10(length / 50) + 1e-9)) : 1;
  }

  final void inside(double value) {
    if (!(value >= min && value <= max)) {
      throw new IllegalArgumentException(
          value + " is not on this slider, which goes from " + get("min") + " to " + get("max"));
    }
  }

  final W step(Number step) {
    if (!(step.doubleValue() > 0)) {
      throw new IllegalArgumentException("a step is above 0, not " + step);
    }
    return with("step", step);
  }
}
