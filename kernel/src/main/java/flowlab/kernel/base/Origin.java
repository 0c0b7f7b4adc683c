package flowlab.kernel.base;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/**
 * The request that outputs belong to. Threads inherit it from the thread that started them, so what
 * a background thread prints lands under the cell that started it, however late.
 *
 * @param cell the execution count, 0 for what is not a cell
 * @param sink what is offered the outputs first; null where they all go to the front end
 * @param task the same for all origins of one request, and what stopping that request stops
 */
public record Origin(
    Map<String, Object> header,
    List<byte[]> identities,
    int cell,
    boolean allowsStdin,
    @Nullable Sink sink,
    Object task) {
  /** Takes outputs that would go to the front end, or refuses them. */
  @FunctionalInterface
  public interface Sink {
    boolean take(String type, Map<String, Object> content);

    /** Whether it is given what is printed at once, and not gathered. */
    default boolean isEager() {
      return false;
    }
  }

  private static final InheritableThreadLocal<Origin> OF_THREAD = new InheritableThreadLocal<>();
  private static final ThreadLocal<Boolean> CARRIED = ThreadLocal.withInitial(() -> false);

  /** What runs now and may be worked on by threads that know no origin, the newest first. */
  private static final Deque<Origin> LEADING = new ArrayDeque<>();

  private static Origin ended = new Origin(Map.of(), List.of(), 0, false);
  private static volatile Origin last = ended;

  public Origin(
      Map<String, Object> header, List<byte[]> identities, int cell, boolean allowsStdin) {
    this(header, identities, cell, allowsStdin, null, new Object());
  }

  public static Origin current() {
    // The common pool is shared by all cells: what runs there now is the current cell's.
    boolean shared =
        !CARRIED.get()
            && Thread.currentThread() instanceof ForkJoinWorkerThread worker
            && worker.getPool() == ForkJoinPool.commonPool();
    Origin own = shared ? null : OF_THREAD.get();
    return own == null ? last : own;
  }

  /** Runs work on whatever thread asks, as work of the request that is current now. */
  public static Executor carrier() {
    Origin here = current();
    return work -> {
      Origin own = OF_THREAD.get();
      boolean carried = CARRIED.get();
      OF_THREAD.set(here);
      CARRIED.set(true);
      try {
        work.run();
      } finally {
        CARRIED.set(carried);
        OF_THREAD.set(own);
      }
    };
  }

  /** Makes this the origin of the calling thread. */
  public void enter() {
    OF_THREAD.set(this);
  }

  /** Makes this the origin of the calling thread and of threads that know no other. */
  public void begin() {
    OF_THREAD.set(this);
    lead(this);
  }

  /** Ends what has begun; while nothing else runs, threads that know no other origin keep it. */
  public void end() {
    synchronized (Origin.class) {
      ended = this;
      leadNoMore(this);
    }
  }

  private static synchronized void lead(Origin origin) {
    LEADING.push(origin);
    last = origin;
  }

  private static synchronized void leadNoMore(Origin origin) {
    LEADING.removeIf(each -> each == origin);
    last = LEADING.isEmpty() ? ended : LEADING.peek();
  }

  /** The same place, for work that another request does. */
  public Origin workedOnBy(Origin other) {
    return new Origin(header, other.identities, cell, other.allowsStdin, sink, other.task);
  }

  public Origin into(Sink sink) {
    return new Origin(header, identities, cell, allowsStdin, sink, task);
  }

  /** Makes this the origin of the calling thread while it does some work. */
  public void during(Runnable work) {
    Origin own = OF_THREAD.get();
    if (own == last) lead(this);
    OF_THREAD.set(this);
    try {
      work.run();
    } finally {
      OF_THREAD.set(own);
      leadNoMore(this);
    }
  }

  /** As {@link #during}, for threads that know no other origin as well. */
  public void leadDuring(Runnable work) {
    begin();
    try {
      work.run();
    } finally {
      leadNoMore(this);
    }
  }

  /** The subshell that does this, empty for the main shell. */
  public String subshell() {
    return Json.text(header, "subshell_id", "");
  }
}
