package flowlab.kernel.protocol;

import flowlab.kernel.api.Interrupts;
import flowlab.kernel.base.Json;
import flowlab.kernel.base.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the reader types: {@code System.in}, one line at a time, asked for when it is read. One cell
 * at a time asks; another that would waits until that has its answer.
 */
public final class Stdin extends InputStream {
  private final ReentrantLock turn = new ReentrantLock();
  private final LinkedBlockingQueue<String> replies = new LinkedBlockingQueue<>();
  private final Outbox outbox;
  private final Streams streams;
  private byte[] line = {};
  private int next;

  public Stdin(Outbox outbox, Streams streams) {
    this.outbox = outbox;
    this.streams = streams;
  }

  /** A message came in on the stdin channel. */
  public void accept(Message message) {
    if (message.type().equals("input_reply")) {
      replies.add(Json.text(message.content(), "value", ""));
    }
  }

  /** Asks for a line and waits for it. */
  public String ask(String prompt, boolean password) throws IOException {
    Origin origin = Origin.current();
    if (!origin.allowsStdin()) {
      throw new IllegalStateException("this front end does not let cells ask for input");
    }
    takeTurn();
    try {
      streams.flush();
      replies.clear(); // what was typed for a cell that has been stopped
      Map<String, Object> content = Map.of("prompt", prompt, "password", password);
      outbox.put(
          new Outgoing(
              Channel.STDIN,
              origin.identities(),
              "input_request",
              origin.header(),
              Map.of(),
              content,
              List.of()));
      return replies.take();
    } catch (InterruptedException e) {
      throw interrupted();
    } finally {
      turn.unlock();
    }
  }

  private void takeTurn() throws InterruptedIOException {
    try {
      turn.lockInterruptibly();
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static InterruptedIOException interrupted() {
    Interrupts.check(); // a Scanner would swallow the exception below
    return new InterruptedIOException("interrupted while waiting for input");
  }

  @Override
  public int available() {
    return line.length - next;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) return 0;
    takeTurn();
    try {
      if (next == line.length) {
        line = (ask("", false) + "\n").getBytes(StandardCharsets.UTF_8);
        next = 0;
      }
      int count = Math.min(length, line.length - next);
      System.arraycopy(line, next, into, offset, count);
      next += count;
      return count;
    } finally {
      turn.unlock();
    }
  }

  @Override
  public void close() {
    // a closed Scanner must not close the kernel's stdin
  }
}
