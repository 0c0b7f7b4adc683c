package flowlab.kernel.protocol;

import flowlab.kernel.base.Log;
import flowlab.kernel.base.Origin;
import flowlab.kernel.base.Threads;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * stdout and stderr. What is printed is gathered for 50 ms, so that a line costs no message; a
 * stream never sends more than 20 a second.
 */
public final class Streams {
  private static final long GATHER_MS = 50;
  private static final int AT_ONCE = 64_000; // bytes, about

  /** Sends one message under an origin. */
  interface Sender {
    void send(
        Origin origin,
        String type,
        Map<String, Object> content,
        Map<String, Object> metadata,
        List<byte[]> buffers);
  }

  private record Source(Origin origin, String name) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Source s && s.origin == origin && s.name.equals(name);
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(origin) * 31 + name.hashCode();
    }
  }

  /** Bytes that are printed and not yet sent; a half-written character stays for the next time. */
  private static final class Pending extends ByteArrayOutputStream {
    String take() {
      int whole = count;
      int start = count - 1;
      while (start >= 0 && count - start < 4 && (buf[start] & 0xC0) == 0x80) start--;
      if (start >= 0 && (buf[start] & 0xC0) == 0xC0) {
        int length = (buf[start] & 0xF0) == 0xF0 ? 4 : (buf[start] & 0xE0) == 0xE0 ? 3 : 2;
        if (start + length > count) whole = start;
      }
      String text = new String(buf, 0, whole, StandardCharsets.UTF_8);
      System.arraycopy(buf, whole, buf, 0, count - whole);
      count -= whole;
      return text;
    }
  }

  private final Outbox outbox;
  private final Sender sender;
  private final PrintStream out = open("stdout");
  private final PrintStream err = open("stderr");
  private final Map<Source, Pending> pending = new LinkedHashMap<>();

  Streams(Outbox outbox, Sender sender) {
    this.outbox = outbox;
    this.sender = sender;
    Threads.lasting("flowlab-streams", this::tick);
  }

  /** From now on what is printed goes to the cells. */
  public void install() {
    System.setOut(out);
    System.setErr(err);
  }

  /** Takes back what a cell has set, so that later cells are not silent; whether there was any. */
  public boolean reinstall() {
    if (System.out == out && System.err == err) return false;
    install();
    return true;
  }

  /** It cannot be closed, only flushed. */
  private PrintStream open(String name) {
    return new PrintStream(new Printed(name), false, StandardCharsets.UTF_8) {
      @Override
      public void close() {
        flush();
      }
    };
  }

  /** Sends all that is gathered. */
  public synchronized void flush() {
    var sources = pending.entrySet().iterator();
    while (sources.hasNext()) {
      var source = sources.next();
      String text = source.getValue().take();
      if (!text.isEmpty()) {
        Map<String, Object> content = Map.of("name", source.getKey().name(), "text", text);
        sender.send(source.getKey().origin(), "stream", content, Map.of(), List.of());
      }
      if (source.getValue().size() == 0) sources.remove();
    }
  }

  private void tick() {
    while (true) {
      try {
        synchronized (this) {
          while (pending.isEmpty()) wait();
        }
        Thread.sleep(GATHER_MS);
        flush();
      } catch (Throwable e) {
        Log.problem("output waits", e);
      }
    }
  }

  private final class Printed extends OutputStream {
    private final String name;

    Printed(String name) {
      this.name = name;
    }

    @Override
    public void write(int b) {
      byte[] one = {(byte) b};
      write(one, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      for (int from = 0; from < length; from += AT_ONCE) {
        gather(bytes, offset + from, Math.min(AT_ONCE, length - from));
      }
    }

    private void gather(byte[] bytes, int offset, int length) {
      Origin origin = Origin.current();
      if (origin.sink() != null && origin.sink().isEager()) {
        String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
        origin.sink().take("stream", Map.of("name", name, "text", text));
        return;
      }
      int gathered;
      synchronized (Streams.this) {
        if (pending.isEmpty()) Streams.this.notifyAll();
        Pending mine = pending.computeIfAbsent(new Source(origin, name), key -> new Pending());
        mine.write(bytes, offset, length);
        gathered = mine.size();
      }
      if (gathered >= AT_ONCE) {
        Streams.this.flush();
        outbox.awaitRoom();
      }
    }
  }
}
