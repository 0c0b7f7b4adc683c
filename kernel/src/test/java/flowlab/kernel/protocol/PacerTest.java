package flowlab.kernel.protocol;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/**
 * How long it takes at least, which holds on a busy machine too. A server's limits are averages.
 */
class PacerTest {
  private final Pacer pacer = new Pacer();

  @Test
  void messagesStayBelowAThousandASecond() {
    assertTrue(seconds(900, 0) > 0.8);
  }

  @Test
  void textStaysBelowAMillionBytesASecond() {
    assertTrue(seconds(100, 10_000) > 0.9);
  }

  /** The large one leaves a debt, which the next one waits for. */
  @Test
  void aLargeMessageIsPaidForAfterwards() {
    assertTrue(seconds(1, 900_000) + seconds(1, 1) > 0.8);
  }

  private double seconds(int count, int size) {
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) pacer.await(size);
    return (System.nanoTime() - start) * 1e-9;
  }
}
