package flowlab.kernel.shell;

import flowlab.kernel.api.Interrupts;
import flowlab.kernel.api.Stopped;
import flowlab.kernel.base.Origin;
import flowlab.kernel.base.Throwables;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Stops running cells: arms the check that is woven into them, and interrupts a cell's thread, but
 * only while that thread runs the reader's code. An interrupt during compilation would close the
 * jars that the compiler reads, for good. Each thread that runs cells has at most one.
 */
final class Interrupter {
  /** After the first throw a thread may run its finally blocks, which are checked too. */
  private static final long GRACE_NANOS = 100_000_000;

  private static final int CAUSES = 10;

  private static final long HELPERS_NANOS = 500_000_000;

  /** A cell, or a handler that is stopped like one. */
  private static final class Running {
    final Thread thread = Thread.currentThread();
    final Map<Thread, Long> thrown = new ConcurrentHashMap<>();
    final Origin cell;
    boolean isReaders;
    volatile boolean armed;

    Running(Origin cell) {
      this.cell = cell;
    }
  }

  private final Map<Thread, Running> running = new ConcurrentHashMap<>();

  /** A cell begins on the calling thread. */
  synchronized void begin(Origin origin) {
    running.put(Thread.currentThread(), new Running(origin));
  }

  /** It has ended; whoever pressed stop has got it. */
  void end() {
    if (armed()) awaitHelpers();
    synchronized (this) {
      running.remove(Thread.currentThread());
      if (running.values().stream().noneMatch(each -> each.armed)) Interrupts.disarm();
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
  void enter() {
    mark(true);
  }

  void leave() {
    mark(false);
    Thread.interrupted();
  }

  private synchronized void mark(boolean isReaders) {
    Running mine = running.get(Thread.currentThread());
    if (mine != null) mine.isReaders = isReaders;
  }

  /** Whether the calling thread's cell is to stop. */
  boolean armed() {
    Running mine = running.get(Thread.currentThread());
    return mine != null && mine.armed;
  }

  /**
   * Stop what runs in a shell. Without a cell nothing happens; asked again, say where it is stuck.
   *
   * @param subshell which; empty for the main shell, or for all others where nothing runs in that
   */
  synchronized void request(String subshell, Consumer<String> stuck) {
    List<Running> meant = in(subshell);
    if (meant.isEmpty() && subshell.isEmpty()) meant = List.copyOf(running.values());
    for (Running each : meant) stop(each, stuck);
  }

  /** Stops what was begun for this request, in whatever shell. */
  synchronized void stop(Origin request) {
    running.values().stream()
        .filter(each -> each.cell.task() == request.task())
        .forEach(each -> stop(each, stuck -> {}));
  }

  private List<Running> in(String subshell) {
    return running.values().stream().filter(r -> r.cell.subshell().equals(subshell)).toList();
  }

  private void stop(Running stopping, Consumer<String> stuck) {
    if (stopping.armed && stopping.isReaders) {
      stopping.cell.enter(); // it is said below the cell
      StackTraceElement[] frames = stopping.thread.getStackTrace();
      stuck.accept(
          "still running, in "
              + (frames.length > 0 ? frames[0] : "native code")
              + ", which does not look whether it should stop; if it goes on, restart the kernel");
    }
    stopping.armed = true;
    Interrupts.arm(this::check);
    if (stopping.isReaders) stopping.thread.interrupt();
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

  private void check() {
    Object task = Origin.current().task();
    for (Running each : running.values()) {
      if (!each.armed || each.cell.task() != task) continue; // another cell's thread
      long now = System.nanoTime();
      Long first = each.thrown.putIfAbsent(Thread.currentThread(), now);
      if (first == null || now - first > GRACE_NANOS) throw new Stopped();
    }
  }
}
