package flowlab.widget;

/**
 * Work that threads ask for while it is being done is done once more, by the thread that is at it:
 * it never meets itself, nobody waits for it, and what was asked for last is never left out.
 */
final class OneAtATime implements Runnable {
  private final Runnable work;
  private boolean wanted;
  private boolean busy;

  OneAtATime(Runnable work) {
    this.work = work;
  }

  /** Does the work, or sees to it that another thread does. */
  @Override
  public void run() {
    synchronized (this) {
      wanted = true;
      if (busy) return;
      busy = true;
    }
    Throwable thrown = null;
    while (takes()) {
      try {
        work.run();
      } catch (Throwable e) {
        if (thrown == null) thrown = e;
      }
    }
    if (thrown != null) throw OneAtATime.<RuntimeException>same(thrown);
  }

  private synchronized boolean takes() {
    busy = wanted;
    wanted = false;
    return busy;
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> E same(Throwable e) throws E {
    throw (E) e;
  }
}
