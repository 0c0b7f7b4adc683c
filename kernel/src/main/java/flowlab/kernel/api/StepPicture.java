package flowlab.kernel.api;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A training as its reader sees it: bar, pace, time left, last loss and a chart of the losses, in
 * one display below the cell that is redrawn at most ten times a second. It ends as a line and a
 * small chart, which is what the notebook keeps.
 *
 * <pre>{@code
 * var picture = new StepPicture();
 * for (int k = 1; k <= 1000; k++) picture.step(k, 1000, loss(k));
 * }</pre>
 */
public final class StepPicture {
  private static final long PAUSE_NANOS = 100_000_000;
  private static final Set<StepPicture> RUNNING = ConcurrentHashMap.newKeySet();

  private DisplayHandle display;
  private LossHistory losses;
  private Thread thread;
  private long started, shown;
  private int done, total;
  private double loss;

  /** Step {@code done} of {@code total} is done, with this loss; step 1 begins a new picture. */
  public synchronized void step(int done, int total, double loss) {
    long now = System.nanoTime();
    if (display == null || done <= this.done) begin(now);
    this.done = done;
    this.total = total;
    this.loss = loss;
    losses.add(loss);
    if (done >= total) end();
    else if (now - shown >= PAUSE_NANOS) show(view(false), now);
  }

  /**
   * For the kernel: the calling thread has come to the end of a cell, and so have its trainings.
   */
  public static void cellEnds() {
    for (StepPicture picture : RUNNING) {
      if (picture.thread == Thread.currentThread()) picture.end();
    }
  }

  private void begin(long now) {
    losses = new LossHistory();
    thread = Thread.currentThread();
    started = now;
    shown = now - PAUSE_NANOS;
    display = null;
    RUNNING.add(this);
  }

  private synchronized void end() {
    RUNNING.remove(this);
    show(view(true), System.nanoTime());
    done = Integer.MAX_VALUE; // whatever comes now is a new run
  }

  private void show(StepView view, long now) {
    shown = now;
    if (display == null) display = Notebook.show(view);
    else display.update(view);
  }

  private StepView view(boolean ended) {
    double seconds = (System.nanoTime() - started) * 1e-9;
    return new StepView(done, total, loss, seconds, ended, losses.averages());
  }
}
