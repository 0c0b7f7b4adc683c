package flowlab.kernel.protocol;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;

/**
 * The request that outputs belong to. Threads inherit it from the thread that started them, so what
 * a background thread prints lands under the cell that started it, however late.
 *
 * @param cell the execution count, 0 for what is not a cell
 */
public record Origin(
    Map<String, Object> header, List<byte[]> identities, int cell, boolean allowsStdin) {
  private static final InheritableThreadLocal<Origin> OF_THREAD = new InheritableThreadLocal<>();
  private static volatile Origin last = new Origin(Map.of(), List.of(), 0, false);

  public static Origin current() {
    // The common pool is shared by all cells: what runs there now is the current cell's.
    boolean shared =
        Thread.currentThread() instanceof ForkJoinWorkerThread worker
            && worker.getPool() == ForkJoinPool.commonPool();
    Origin own = shared ? null : OF_THREAD.get();
    return own == null ? last : own;
  }

  /** Makes this the origin of the calling thread. */
  public void enter() {
    OF_THREAD.set(this);
  }

  /** Makes this the origin of the calling thread and of threads that know no other. */
  public void begin() {
    OF_THREAD.set(this);
    last = this;
  }
}
