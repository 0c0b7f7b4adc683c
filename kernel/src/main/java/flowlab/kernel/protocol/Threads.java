package flowlab.kernel.protocol;

/** The kernel's own threads: daemons, outside the reach of cells. */
public final class Threads {
  private static final ThreadGroup KERNEL = new ThreadGroup("flowlab-kernel");

  private Threads() {}

  public static Thread daemon(String name, Runnable work) {
    var thread = new Thread(KERNEL, work, name, 0, false);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
