package flowlab.kernel.protocol;

import flowlab.kernel.base.Log;
import flowlab.kernel.base.Reserve;
import flowlab.kernel.base.Threads;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;

/**
 * Messages on their way out, in order. Whoever puts one here goes on at once: signing and sending
 * happen on a thread of this outbox, which never runs a reader's code, so that interrupting a cell
 * cannot close a socket.
 */
public final class Outbox {
  /** Those a Jupyter server does not count against its limits. */
  private static final Set<String> FREE = Set.of("status", "comm_open", "execute_input");

  /** About what may leave in half a second, so that a stopped cell's reply does not wait longer. */
  private static final int ROOM = 400_000;

  private static final int COMM_WEIGHT = 4_000;

  private final LinkedBlockingQueue<Outgoing> queue = new LinkedBlockingQueue<>();
  private final Codec codec;
  private final BiConsumer<Channel, List<byte[]>> wire;
  private final Pacer pacer = new Pacer();
  private volatile boolean closed;
  private int backlog;
  private long put, sent;

  Outbox(String name, Codec codec, BiConsumer<Channel, List<byte[]>> wire) {
    this.codec = codec;
    this.wire = wire;
    Threads.lasting(name, this::deliver);
  }

  void put(Outgoing message) {
    synchronized (this) {
      backlog += weight(message);
      put++;
    }
    queue.add(message);
  }

  /** Holds back a thread that prints faster than output may leave, so that memory stays bounded. */
  synchronized void awaitRoom() {
    try {
      while (backlog > ROOM) wait();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits, not long, until all is sent; what is put here later goes nowhere. */
  synchronized void drain() throws InterruptedException {
    long end = System.nanoTime() + 100_000_000;
    while (sent < put && System.nanoTime() < end) wait(10);
    closed = true;
  }

  private void deliver() {
    while (!closed) {
      try {
        Outgoing message = queue.take();
        try {
          send(message);
        } finally {
          synchronized (this) {
            backlog -= weight(message);
            sent++;
            notifyAll();
          }
        }
      } catch (Throwable e) {
        if (!closed) Log.problem("a message could not be sent", e);
      }
    }
  }

  private void send(Outgoing message) {
    List<byte[]> frames = frames(message);
    if (message.channel() == Channel.IOPUB && !FREE.contains(message.type())) {
      boolean printed = message.type().equals("stream");
      pacer.await(printed ? frames.stream().mapToInt(frame -> frame.length).sum() : 0);
    }
    wire.accept(message.channel(), frames);
  }

  /** Whatever a message holds, there is one to send. */
  private List<byte[]> frames(Outgoing message) {
    try {
      return codec.encode(message);
    } catch (OutOfMemoryError e) {
      Reserve.release();
      return encodedOrInstead(message);
    } catch (Throwable e) {
      Log.problem("a message cannot be written", e);
      return codec.encode(message.instead(e));
    }
  }

  private List<byte[]> encodedOrInstead(Outgoing message) {
    try {
      return codec.encode(message);
    } catch (Throwable e) {
      Log.problem("a message is too large", e);
      return codec.encode(message.instead(e));
    }
  }

  /** What counts as backlog: printed text, and what keeps widgets up to date, by estimate. */
  private static int weight(Outgoing message) {
    if (message.type().equals("comm_msg")) return COMM_WEIGHT;
    return message.content().get("text") instanceof String text ? text.length() : 0;
  }
}
