package flowlab.train;

import java.io.PrintStream;

/**
 * Hears of each step of a training run, in the thread that trains; must return quickly.
 *
 * <p>Those made here count the steps of one run: two trainings at once need one each.
 */
@FunctionalInterface
public interface Progress {
  /** Step {@code done} of {@code total} is done, with this loss. */
  void step(int done, int total, double loss);

  /** A listener that says nothing. */
  static Progress silent() {
    return (done, total, loss) -> {};
  }

  /**
   * The best that this place can show: on the Flowlab kernel one display with a bar, the time left
   * and a chart of the losses; elsewhere {@link #lines}.
   */
  static Progress live(PrintStream out) {
    return KernelProgress.find().orElseGet(() -> lines(out));
  }

  /** A line about every tenth of the run: step, loss averaged since the last line, pace. */
  static Progress lines(PrintStream out) {
    return new LineProgress(out);
  }
}
