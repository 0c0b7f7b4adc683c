package flowlab.widget;

/** A slider over real numbers, in 50 to 500 round steps unless said otherwise. */
public final class FloatSlider extends Slider<Double, FloatSlider> {
  public FloatSlider(double min, double max, double value) {
    super("FloatSlider", min, max, roundStep(max - min), ".2f");
    begin(value);
  }

  public FloatSlider step(double step) {
    return super.step(step);
  }

  @Override
  Double fromJson(Object json) {
    return ((Number) json).doubleValue();
  }

  @Override
  Object toJson(Double value) {
    return value;
  }

  @Override
  Double check(Double value) {
    inside(value);
    return value;
  }
}
