package flowlab.kernel.shell;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinPool.ForkJoinWorkerThreadFactory;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/**
 * The threads behind parallel streams and {@code CompletableFuture}: their context class loader is
 * that of the cells, so that libraries find there what they find in a cell. The JDK makes this by
 * its name.
 */
public final class CommonPool implements ForkJoinWorkerThreadFactory {
  private static volatile @Nullable ClassLoader cells;

  /** For the kernel, before anything uses the pool. */
  public static void prepare() {
    System.setProperty(
        "java.util.concurrent.ForkJoinPool.common.threadFactory", CommonPool.class.getName());
  }

  /** From now on its threads see these classes. */
  static void sees(ClassLoader loader) {
    cells = loader;
  }

  @Override
  public ForkJoinWorkerThread newThread(ForkJoinPool pool) {
    var thread = new ForkJoinWorkerThread(pool) {};
    thread.setDaemon(true);
    if (cells != null) thread.setContextClassLoader(cells);
    return thread;
  }
}
