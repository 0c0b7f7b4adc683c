package flowlab.widget;

/** A slider over whole numbers. */
public final class IntSlider extends Slider<Integer, IntSlider> {
  public IntSlider(int min, int max, int value) {
    super("IntSlider", min, max, 1, "d");
    begin(value);
  }

  public IntSlider step(int step) {
    return super.step(step);
  }

  @Override
  Integer fromJson(Object json) {
    return ((Number) json).intValue();
  }

  @Override
  Object toJson(Integer value) {
    return value;
  }

  @Override
  Integer check(Integer value) {
    inside(value);
    return value;
  }
}
