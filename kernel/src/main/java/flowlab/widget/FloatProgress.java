package flowlab.widget;

/** A bar that fills. */
public final class FloatProgress extends ValueWidget<Double, FloatProgress> {
  public FloatProgress(double min, double max, double value) {
    super("FloatProgress", "ProgressStyle", "value");
    set("_view_name", "ProgressView");
    set("min", min);
    set("max", max);
    set("orientation", "horizontal");
    set("bar_style", "");
    begin(value);
  }

  /** {@code "success"}, {@code "info"}, {@code "warning"}, {@code "danger"} or {@code ""}. */
  public FloatProgress barStyle(String style) {
    return with("bar_style", style);
  }

  @Override
  Double fromJson(Object json) {
    return ((Number) json).doubleValue();
  }

  @Override
  Object toJson(Double value) {
    return value;
  }
}
