package flowlab.widget;

/** A slider over whole numbers. */
public final class IntSlider extends NumberSlider<Integer, IntSlider> {
  public IntSlider(int min, int max, int value) {
    super("IntSlider", min, max, value, 1, "d", Number::intValue);
  }

  public IntSlider step(int step) {
    return super.step(step);
  }
}
