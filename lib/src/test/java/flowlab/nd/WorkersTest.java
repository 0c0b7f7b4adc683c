package flowlab.nd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who does what: every row once, by no more than may. */
class WorkersTest {
  @ParameterizedTest
  @CsvSource({"1, 128, 3", "2, 128, 3", "127, 128, 2", "1000, 128, 2", "1000, 1, 4", "9, 4, 8"})
  void piecesAreEveryRowOnce(int n, int size, int most) {
    AtomicIntegerArray done = new AtomicIntegerArray(n);
    Set<Integer> parts = ConcurrentHashMap.newKeySet();
    Workers.pieces(
        n,
        size,
        most,
        (part, pieces) -> {
          parts.add(part);
          pieces.each(
              (from, to) -> {
                assertTrue(to > from && to - from <= size, from + " to " + to);
                for (int row = from; row < to; row++) {
                  done.incrementAndGet(row);
                }
              });
        });
    int[] once = new int[n];
    Arrays.fill(once, 1);
    assertArrayEquals(once, all(done));
    assertEquals(Math.min(n, most), parts.size());
  }

  /** A part may be code of the caller's own, whose prints and interrupts are the caller's. */
  @Test
  void partZeroIsTheCallers() {
    Thread caller = Thread.currentThread();
    Set<Thread> zero = ConcurrentHashMap.newKeySet();
    for (int task = 0; task < 2_000; task++) {
      Workers.run(
          8,
          part -> {
            if (part == 0) {
              zero.add(Thread.currentThread());
            }
          });
    }
    assertEquals(Set.of(caller), zero);
  }

  /**
   * One who is held up at a piece leaves the rest to the other: it waits here until all is done.
   */
  @Test
  void whoeverComesTakesTheNextPiece() {
    assumeTrue(Workers.available() > 1);
    CountDownLatch others = new CountDownLatch(99);
    Workers.pieces(
        100,
        1,
        2,
        (part, pieces) ->
            pieces.each(
                (from, to) -> {
                  if (part == 0) {
                    assertTrue(waited(others), others.getCount() + " pieces are left");
                  } else {
                    others.countDown();
                  }
                }));
  }

  @Test
  void aFailureIsTheCallers() {
    assertThrows(
        IllegalStateException.class,
        () ->
            Workers.pieces(
                10,
                2,
                2,
                (part, pieces) ->
                    pieces.each(
                        (from, to) -> {
                          throw new IllegalStateException();
                        })));
  }

  private static int[] all(AtomicIntegerArray counts) {
    int[] array = new int[counts.length()];
    Arrays.setAll(array, counts::get);
    return array;
  }

  private static boolean waited(CountDownLatch latch) {
    try {
      return latch.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
