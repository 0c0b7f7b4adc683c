package flowlab.kernel.shell;

/** When the kernel has nothing to do, for those that wait for it. */
public final class Idleness {
  private static final long REST_MS = 10_000;

  private int busy;
  private long idleFrom = System.nanoTime();
  private boolean worked;

  /** The kernel has something to do. */
  public synchronized void pause() {
    busy++;
    worked = true;
    notifyAll();
  }

  public synchronized void resume() {
    busy--;
    idleFrom = Math.max(idleFrom, System.nanoTime());
    notifyAll();
  }

  /** Whoever stops a cell wants the machine to be quiet. */
  public synchronized void rest() {
    idleFrom = System.nanoTime() + REST_MS * 1_000_000;
  }

  /** Until nothing has been done for so long. */
  synchronized void await(long ms) throws InterruptedException {
    while (true) {
      long idle = (System.nanoTime() - idleFrom) / 1_000_000;
      if (busy == 0 && idle >= ms) return;
      wait(busy > 0 ? 0 : ms - idle);
    }
  }

  /** The same, and something was done since the last time. */
  synchronized void awaitAfterWork(long ms) throws InterruptedException {
    while (!worked) wait();
    await(ms);
    worked = false;
  }
}
