package flowlab.kernel.shell;

import flowlab.kernel.base.Threads;

/**
 * Gives memory back to the system when a reader rests after work. A virtual machine shrinks its
 * heap, and frees arrays beside it, only where it collects; who does nothing never makes it
 * collect.
 */
public final class IdleHeap {
  private static final long IDLE_MS = 60_000;

  private final Idleness idleness;

  public IdleHeap(Idleness idleness) {
    this.idleness = idleness;
  }

  public void start() {
    Threads.lasting("flowlab-idle-heap", this::run);
  }

  private void run() {
    try {
      while (true) {
        idleness.awaitAfterWork(IDLE_MS);
        System.gc();
      }
    } catch (InterruptedException e) {
      // nobody interrupts it
    }
  }
}
