package flowlab.kernel.shell;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Whose turn it is at the compiler. JShell serves one thread at a time; what the reader's code does
 * meanwhile needs no turn, so that one cell can run, or be held by the debugger, while another is
 * compiled.
 */
final class Turn {
  private final ReentrantLock lock = new ReentrantLock(true);

  /** Does work that only one thread may do. */
  <T> T with(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /** Whether the turn comes within so many milliseconds; who gets it ends it. */
  boolean await(long millis) {
    try {
      return lock.tryLock(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void end() {
    lock.unlock();
  }

  /** Gives the turn away, as often as it was taken, and says how often that was. */
  int leave() {
    int taken = lock.getHoldCount();
    for (int i = 0; i < taken; i++) lock.unlock();
    return taken;
  }

  /** Takes it back. */
  void resume(int taken) {
    for (int i = 0; i < taken; i++) lock.lock();
  }
}
