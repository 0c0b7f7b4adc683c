package flowlab.kernel.protocol;

import java.util.concurrent.locks.LockSupport;

/**
 * Keeps output below the limits above which a Jupyter server drops it: by default 1,000 messages
 * and 1,000,000 bytes of printed text a second, averaged over 3 seconds. A bucket of credit allows
 * short bursts; a message larger than the bucket waits until it is full and then leaves a debt.
 *
 * <p>The server counts when it reads. One that was held up for a while finds what has gathered at
 * once, so the rates leave it room to be late: 0.4 seconds of text, 1.8 seconds of messages.
 */
final class Pacer {
  private static final double BYTES_PER_SECOND = 840_000, BYTES_AT_ONCE = 100_000;
  private static final double MESSAGES_PER_SECOND = 600, MESSAGES_AT_ONCE = 100;
  private double bytes = BYTES_AT_ONCE, messages = MESSAGES_AT_ONCE;
  private long last = System.nanoTime();

  /** Waits until a message with this many counted bytes may be sent. Called by one thread. */
  void await(int size) {
    double needed = Math.min(size, BYTES_AT_ONCE);
    refill();
    while (bytes < needed || messages < 1) {
      double seconds =
          Math.max((needed - bytes) / BYTES_PER_SECOND, (1 - messages) / MESSAGES_PER_SECOND);
      LockSupport.parkNanos((long) (seconds * 1e9) + 100_000);
      refill();
    }
    bytes -= size;
    messages -= 1;
  }

  private void refill() {
    long now = System.nanoTime();
    double seconds = (now - last) * 1e-9;
    last = now;
    bytes = Math.min(BYTES_AT_ONCE, bytes + seconds * BYTES_PER_SECOND);
    messages = Math.min(MESSAGES_AT_ONCE, messages + seconds * MESSAGES_PER_SECOND);
  }
}
