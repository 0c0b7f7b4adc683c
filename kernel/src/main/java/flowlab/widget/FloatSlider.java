package flowlab.widget;

/** A slider over real numbers, in 50 to 500 round steps unless said otherwise. */
public final class FloatSlider extends NumberSlider<Double, FloatSlider> {
  public FloatSlider(double min, double max, double value) {
    super("FloatSlider", min, max, value, roundStep(max - min), ".2f", Number::doubleValue);
  }

  public FloatSlider step(double step) {
    return super.step(step);
  }
}
