package flowlab.nd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

  /** One who is held up leaves the rest to the other. */
  @Test
  void whoeverComesTakesTheNextPiece() {
    int[] taken = new int[2];
    Workers.pieces(
        100,
        1,
        2,
        (part, pieces) ->
            pieces.each(
                (from, to) -> {
                  taken[part]++;
                  if (part == 0) {
                    sleep();
                  }
                }));
    assertEquals(100, taken[0] + taken[1]);
    assertTrue(taken[0] == 100 || taken[1] > taken[0], Arrays.toString(taken));
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

  private static void sleep() {
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
