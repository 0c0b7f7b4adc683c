package flowlab.kernel.api;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A long loop as its reader sees it: bar, pace, time left, the last numbers and a chart of the
 * first of them, in one display below the cell that is redrawn at most ten times a second. It ends
 * as a line and a small chart, which is what the notebook keeps.
 *
 * <pre>{@code
 * var progress = new ProgressDisplay();
 * for (int k = 1; k <= 1000; k++) progress.update(k, 1000, Map.of("error", error(k)));
 * }</pre>
 */
public final class ProgressDisplay {
  private static final long PAUSE_NANOS = 100_000_000;
  private static final Set<ProgressDisplay> RUNNING = ConcurrentHashMap.newKeySet();

  private @Nullable DisplayHandle display;
  private Averages curve = new Averages();
  private Thread thread = Thread.currentThread();
  private long started, shown;
  private int done, total;
  private Map<String, Double> numbers = Map.of();

  /**
   * Tells of a step of the loop; step 1 begins a new display.
   *
   * @param done the step, counted from 1
   * @param total how many steps there are
   * @param numbers what there is to say of the step, by name; the first is drawn
   */
  public synchronized void update(int done, int total, Map<String, Double> numbers) {
    long now = System.nanoTime();
    if (display == null || done <= this.done) begin(now);
    this.done = done;
    this.total = total;
    this.numbers = numbers;
    numbers.values().stream().findFirst().ifPresent(curve::add);
    if (done >= total) end();
    else if (now - shown >= PAUSE_NANOS) show(view(false), now);
  }

  /** For the kernel: the calling thread has come to the end of a cell, and so have its loops. */
  public static void cellEnds() {
    for (ProgressDisplay each : RUNNING) {
      if (each.thread == Thread.currentThread()) each.end();
    }
  }

  private void begin(long now) {
    curve = new Averages();
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

  private void show(ProgressView view, long now) {
    shown = now;
    if (display == null) display = Notebook.show(view);
    else display.update(view);
  }

  private ProgressView view(boolean ended) {
    double seconds = (System.nanoTime() - started) * 1e-9;
    return new ProgressView(done, total, numbers, seconds, ended, curve.averages());
  }
}
