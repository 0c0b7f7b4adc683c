package flowlab.nd;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A few threads that take the parts of one short task together with their caller. A training step
 * of a small net takes a third of a millisecond, so a waiting worker spins for a moment before it
 * parks. What a part computes depends on its number only, never on the thread that runs it.
 *
 * <p>All methods may be called from any thread: who finds the workers busy does its parts itself.
 */
public final class Workers {
  private static final int SPINS = 20_000;
  private static final Workers SHARED = new Workers(available());

  private final Thread[] threads;
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile @Nullable Job job;

  /**
   * The parts of one task. The caller takes part 0; whoever comes takes the next, so a worker that
   * comes late finds none.
   */
  private static final class Job {
    private final int parts;
    private final IntConsumer task;
    private final AtomicInteger next = new AtomicInteger(1);
    private final AtomicInteger done = new AtomicInteger();
    private volatile @Nullable Throwable failure;

    Job(int parts, IntConsumer task) {
      this.parts = parts;
      this.task = task;
    }

    void takeParts() {
      for (int part = next.getAndIncrement(); part < parts; part = next.getAndIncrement()) {
        take(part);
      }
    }

    void take(int part) {
      try {
        task.accept(part);
      } catch (Throwable thrown) {
        failure = thrown;
      }
      done.incrementAndGet();
    }
  }

  private Workers(int size) {
    threads = new Thread[size - 1];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = new Thread(this::work, "flowlab-worker-" + (i + 1));
      threads[i].setDaemon(true);
      threads[i].start();
    }
  }

  /**
   * How many parts a step is split into: the processors, or system property {@code
   * flowlab.threads}.
   */
  public static int available() {
    int processors = Runtime.getRuntime().availableProcessors();
    return Math.max(1, Integer.getInteger("flowlab.threads", processors));
  }

  /** Something done to the rows from one number up to, but without, another. */
  @FunctionalInterface
  public interface Rows {
    void apply(int from, int to);
  }

  /** Something done to some of all rows, which are the part of this number. */
  @FunctionalInterface
  interface Part {
    void apply(int part, int from, int to);
  }

  /** Splits n rows evenly over the workers; few rows stay with the caller. */
  public static void rows(int n, Rows task) {
    rows(n, n < 256 ? 1 : available(), (part, from, to) -> task.apply(from, to));
  }

  /** Splits n rows into parts that differ by at most one row, none of them empty. */
  static void rows(int n, int most, Part task) {
    int parts = Math.min(n, most);
    run(parts, part -> task.apply(part, from(part, parts, n), from(part + 1, parts, n)));
  }

  /**
   * Rows in pieces for whoever comes next, so that a thread that the machine slows down takes fewer
   * of them. Only for what does not depend on who does it.
   */
  static final class Pieces {
    private final int n;
    private final int count;
    private final AtomicInteger next = new AtomicInteger();

    private Pieces(int n, int count) {
      this.n = n;
      this.count = count;
    }

    /** Does something to the next piece until none is left. */
    void each(Rows task) {
      for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
        task.apply(from(i, count, n), from(i + 1, count, n));
      }
    }
  }

  /** One of those who take pieces until none is left; {@code part} is its number. */
  @FunctionalInterface
  interface Taker {
    void take(int part, Pieces pieces);
  }

  /** Lays out n rows in pieces of at most so many, at least one for each who takes them. */
  static void pieces(int n, int size, int most, Taker taker) {
    int parts = Math.min(n, most);
    Pieces pieces = new Pieces(n, Math.max(parts, (n + size - 1) / size));
    run(parts, part -> taker.take(part, pieces));
  }

  /** The first of n rows that belongs to this part. */
  static int from(int part, int parts, int n) {
    return (int) ((long) n * part / parts);
  }

  /**
   * Runs task(0) … task(parts − 1) and returns when all are done. Part 0 runs on the calling
   * thread: code of the caller's own, which may print or be interrupted, belongs there.
   */
  static void run(int parts, IntConsumer task) {
    if (parts == 1 || SHARED.threads.length == 0 || !SHARED.busy.compareAndSet(false, true)) {
      for (int part = 0; part < parts; part++) task.accept(part);
      return;
    }
    try {
      SHARED.share(parts, task);
    } finally {
      SHARED.busy.set(false);
    }
  }

  /**
   * Waits for parts, not for threads: on a busy machine a worker may not run before its caller has
   * done everything.
   */
  private void share(int parts, IntConsumer task) {
    Job job = new Job(parts, task);
    this.job = job;
    for (Thread thread : threads) LockSupport.unpark(thread);
    job.take(0);
    job.takeParts();
    for (int spins = 0; job.done.get() < parts; spins++) {
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield(); // the machine is busy: let the worker have this processor
      }
    }
    this.job = null;
    if (job.failure != null) {
      if (job.failure instanceof Error error) throw error;
      throw (RuntimeException) job.failure; // parts throw nothing checked
    }
  }

  private void work() {
    Job last = null;
    while (true) {
      int spins = 0;
      Job now = job;
      while (now == null || now == last) {
        if (++spins < SPINS) {
          Thread.onSpinWait();
        } else {
          LockSupport.park(this);
        }
        now = job;
      }
      last = now;
      now.takeParts();
    }
  }
}
