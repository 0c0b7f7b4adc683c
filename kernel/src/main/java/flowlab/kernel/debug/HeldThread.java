package flowlab.kernel.debug;

import flowlab.kernel.api.Interrupts;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A thread that the debugger holds at a line. */
final class HeldThread {
  /** So often it looks whether its cell is to stop. */
  private static final long LOOK_MILLIS = 100;

  final Thread thread = Thread.currentThread();
  final List<HeldFrame> frames;
  final int number;
  final Throwable thrown;
  private final CountDownLatch go = new CountDownLatch(1);
  private Object[] changed;

  /**
   * @param number by which its frames are told from those of other threads
   * @param thrown why it is held, or null
   */
  HeldThread(List<HeldFrame> frames, int number, Throwable thrown) {
    this.frames = frames;
    this.number = number;
    this.thrown = thrown;
  }

  long id() {
    return thread.getId();
  }

  /** Waits until it may go on, or its cell is stopped; what its local variables become. */
  Object[] await() {
    try {
      while (!go.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) Interrupts.check();
    } catch (InterruptedException e) {
      Interrupts.check();
      thread.interrupt(); // by the reader's own code
    }
    return changed();
  }

  void goOn() {
    go.countDown();
  }

  private synchronized Object[] changed() {
    return changed;
  }

  /** A variable of the innermost frame gets another value when the thread goes on. */
  synchronized void change(LocalVariables.Local local, Object value) {
    HeldFrame frame = frames.get(0);
    if (changed == null) {
      int slots =
          frame.locals().keySet().stream().mapToInt(LocalVariables.Local::slot).max().orElse(0);
      changed = new Object[slots + 1];
    }
    boolean isReference = "L[".indexOf(local.descriptor().charAt(0)) >= 0;
    changed[local.slot()] =
        isReference
            ? new Object[] {value}
            : value instanceof Boolean flag
                ? (Object) (flag ? 1 : 0)
                : value instanceof Character letter ? (int) letter : value;
    frame.locals().put(local, value);
  }
}
