package flowlab.widget;

/** A bar that fills, in whole numbers. */
public final class IntProgress extends ProgressBar<Integer, IntProgress> {
  public IntProgress(int min, int max, int value) {
    super("IntProgress", min, max, value, Number::intValue);
  }
}
