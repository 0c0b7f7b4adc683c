package flowlab.kernel.base;

import java.util.concurrent.locks.LockSupport;

/** The kernel's own threads: daemons, outside the reach of cells. */
public final class Threads {
  private static final ThreadGroup KERNEL = new ThreadGroup("flowlab-kernel");

  private Threads() {}

  public static Thread daemon(String name, Runnable work) {
    Thread thread = unstarted(name, work);
    thread.start();
    return thread;
  }

  /** A daemon that the kernel cannot do without: a full heap does not end it. */
  public static Thread lasting(String name, Runnable work) {
    return daemon(name, () -> last(work));
  }

  /** As {@link #lasting}, not started yet. */
  public static Thread lastingUnstarted(Runnable work, String name) {
    return unstarted(name, () -> last(work));
  }

  /** A daemon that is not started yet. */
  public static Thread unstarted(String name, Runnable work) {
    var thread = new Thread(KERNEL, work, name, 0, false);
    thread.setDaemon(true);
    return thread;
  }

  private static void last(Runnable work) {
    while (true) {
      try {
        work.run();
        return;
      } catch (OutOfMemoryError e) {
        Reserve.release();
        LockSupport.parkNanos(10_000_000); // where it is another thread that must give back memory
      }
    }
  }
}
