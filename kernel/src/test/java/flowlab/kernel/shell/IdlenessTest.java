package flowlab.kernel.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class IdlenessTest {
  private static final int MS = 50;

  private final Idleness idleness = new Idleness();

  @Test
  void waitsWhileSomethingIsDone() throws Exception {
    idleness.pause();
    idleness.pause();
    var idle = new CountDownLatch(1);
    started(
        () -> {
          idleness.await(MS);
          idle.countDown();
        });
    idleness.resume();
    assertFalse(idle.await(4 * MS, TimeUnit.MILLISECONDS));
    idleness.resume();
    assertTrue(idle.await(10, TimeUnit.SECONDS));
  }

  @Test
  void restAfterWorkComesOnce() throws Exception {
    var times = new AtomicInteger();
    started(
        () -> {
          while (true) {
            idleness.awaitAfterWork(MS);
            times.incrementAndGet();
          }
        });
    for (int k = 1; k <= 2; k++) {
      Thread.sleep(10 * MS);
      idleness.pause();
      Thread.sleep(10 * MS);
      assertEquals(k - 1, times.get());
      idleness.resume();
      int wanted = k;
      assertTimeoutPreemptively(Duration.ofSeconds(10), () -> until(times, wanted));
    }
  }

  private static void until(AtomicInteger times, int wanted) throws InterruptedException {
    while (times.get() < wanted) Thread.sleep(MS);
  }

  private interface Waiting {
    void run() throws InterruptedException;
  }

  private static void started(Waiting waiting) {
    var thread =
        new Thread(
            () -> {
              try {
                waiting.run();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
  }
}
