package flowlab.kernel.shell;

import flowlab.kernel.api.Interrupts;
import flowlab.kernel.api.Stopped;
import flowlab.kernel.base.Origin;
import flowlab.kernel.base.Throwables;
import java.nio.channels.ClosedByInterruptException;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Stops the running cell: arms the check that is woven into it, and interrupts its thread, but only
 * while that thread runs the reader's code. An interrupt during compilation would close the jars
 * that the compiler reads, for good.
 */
final class Interrupter {
  /** After the first throw a thread may run its finally blocks, which are checked too. */
  private static final long GRACE_NANOS = 100_000_000;

  private static final int CAUSES = 10;

  private static final long HELPERS_NANOS = 500_000_000;

  private final Map<Thread, Long> thrown = new ConcurrentHashMap<>();
  private Thread user;
  private Origin cell;
  private boolean armed;

  /** A cell begins. */
  synchronized void begin(Origin origin) {
    cell = origin;
  }

  /** The cell has ended; whoever pressed stop has got it. */
  void end() {
    if (armed()) awaitHelpers();
    synchronized (this) {
      cell = null;
      if (armed) Interrupts.disarm();
      armed = false;
      thrown.clear();
    }
  }

  /** A stopped parallel stream leaves work to other threads: they meet the check too, or finish. */
  private static void awaitHelpers() {
    ForkJoinPool helpers = ForkJoinPool.commonPool();
    long end = System.nanoTime() + HELPERS_NANOS;
    while (helpers.getActiveThreadCount() > 0 && System.nanoTime() < end) {
      LockSupport.parkNanos(2_000_000);
    }
  }

  /** The calling thread begins to run the reader's code. */
  synchronized void enter() {
    user = Thread.currentThread();
  }

  synchronized void leave() {
    user = null;
    Thread.interrupted();
  }

  synchronized boolean armed() {
    return armed;
  }

  /** Stop the cell. Without one nothing happens; asked again, say where it is stuck. */
  synchronized void request(Consumer<String> stuck) {
    if (cell == null) return;
    Origin stopping = cell;
    if (armed && user != null) {
      stopping.enter(); // it is said below the cell
      StackTraceElement[] frames = user.getStackTrace();
      stuck.accept(
          "still running, in "
              + (frames.length > 0 ? frames[0] : "native code")
              + ", which does not look whether it should stop; if it goes on, restart the kernel");
    }
    if (!armed) Interrupts.arm(() -> check(stopping));
    armed = true;
    if (user != null) user.interrupt();
  }

  /** Whether this is how a stopped cell ends: by the check, or by an interrupted wait. */
  boolean isStop(Throwable thrown) {
    Throwable t = thrown;
    for (int depth = 0; t != null && depth < CAUSES; depth++) { // they may form a ring
      if (t instanceof Stopped) return true;
      boolean interrupted =
          t instanceof InterruptedException
              || t instanceof CancellationException
              || t instanceof ClosedByInterruptException;
      if (interrupted && armed()) return true;
      t = Throwables.cause(t);
    }
    return false;
  }

  private void check(Origin stopping) {
    if (Origin.current().task() != stopping.task()) return; // another cell's thread
    long now = System.nanoTime();
    Long first = thrown.putIfAbsent(Thread.currentThread(), now);
    if (first == null || now - first > GRACE_NANOS) throw new Stopped();
  }
}
