package flowlab.widget;

/** A bar that fills. */
public final class IntProgress extends ValueWidget<Integer, IntProgress> {
  public IntProgress(int min, int max, int value) {
    super("IntProgress", "ProgressStyle", "value");
    set("_view_name", "ProgressView");
    set("min", min);
    set("max", max);
    set("orientation", "horizontal");
    set("bar_style", "");
    begin(value);
  }

  /** {@code "success"}, {@code "info"}, {@code "warning"}, {@code "danger"} or {@code ""}. */
  public IntProgress barStyle(String style) {
    return with("bar_style", style);
  }

  @Override
  Integer fromJson(Object json) {
    return ((Number) json).intValue();
  }

  @Override
  Object toJson(Integer value) {
    return value;
  }
}
