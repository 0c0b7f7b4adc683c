package flowlab.widget;

/** A bar that fills, in real numbers. */
public final class FloatProgress extends ProgressBar<Double, FloatProgress> {
  public FloatProgress(double min, double max, double value) {
    super("FloatProgress", min, max, value, Number::doubleValue);
  }
}
