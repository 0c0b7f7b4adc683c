package flowlab.kernel.protocol;

import flowlab.kernel.base.Log;
import flowlab.kernel.base.Origin;
import flowlab.kernel.base.Reserve;
import flowlab.kernel.base.Threads;
import flowlab.kernel.base.Throwables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** Answers the requests of one channel, one after the other, on a thread of its own. */
public final class Dispatcher {
  /** What answers one type of message. */
  @FunctionalInterface
  public interface Handler {
    void handle(Request request) throws Exception;
  }

  private record Queued(long arrival, Message message) {}

  private final LinkedBlockingQueue<Queued> queue = new LinkedBlockingQueue<>();
  private final Channel channel;
  private final Map<String, Handler> handlers = new HashMap<>();
  private final Outbox outbox;
  private final Iopub iopub;
  private final AtomicLong arrivals = new AtomicLong();
  private volatile long abortedUpTo;
  private Runnable before = () -> {};
  private Runnable after = () -> {};

  public Dispatcher(Channel channel, Outbox outbox, Iopub iopub) {
    this.channel = channel;
    this.outbox = outbox;
    this.iopub = iopub;
  }

  /** Says what answers a type of message. Before the start. */
  public Dispatcher on(String type, Handler handler) {
    handlers.put(type, handler);
    return this;
  }

  /** What happens before and after each request. */
  public Dispatcher around(Runnable before, Runnable after) {
    this.before = before;
    this.after = after;
    return this;
  }

  public void start() {
    Threads.lasting("flowlab-" + channel.name().toLowerCase(), this::run);
  }

  public void accept(Message message) {
    queue.add(new Queued(arrivals.incrementAndGet(), message));
  }

  /** A cell failed: those that wait behind it are not run. */
  public void abortQueuedCells() {
    abortedUpTo = arrivals.get();
  }

  /** Whether such a message waits in the queue, before any cell. */
  public boolean awaits(Predicate<Message> which) {
    for (Queued queued : queue) {
      if (isCell(queued.message())) return false;
      if (which.test(queued.message())) return true;
    }
    return false;
  }

  private static boolean isCell(Message message) {
    return message.type().equals("execute_request");
  }

  private void run() {
    while (true) {
      try {
        Queued next = queue.take();
        guarded("before a request", Reserve::refill);
        guarded("before a request", before);
        answer(next);
      } catch (Throwable e) {
        Log.problem("a request was lost", e);
      }
      guarded("after a request", after);
    }
  }

  /** Whether it went well. */
  private static boolean guarded(String what, Runnable work) {
    try {
      work.run();
      return true;
    } catch (Throwable e) {
      Log.problem(what, e);
      return false;
    }
  }

  private void answer(Queued queued) {
    Message message = queued.message();
    Handler handler = handlers.get(message.type());
    if (handler == null) {
      Log.line("no answer to messages of type " + message.type());
      return;
    }
    var request = new Request(channel, message, outbox);
    Origin origin = request.origin(0);
    origin.enter();
    status(origin, "busy");
    try {
      boolean aborted = isCell(message) && queued.arrival() <= abortedUpTo;
      if (aborted) request.fail("Aborted", "an earlier cell failed", List.of());
      else handler.handle(request);
    } catch (Throwable e) {
      Log.problem(message.type() + " failed", e);
      request.fail(e.getClass().getSimpleName(), Throwables.message(e), List.of());
    }
    status(origin, "idle");
  }

  /** Throwables in any case: where memory ran out, once more with what was set aside for this. */
  private void status(Origin origin, String state) {
    Runnable saying = () -> iopub.status(origin, state);
    if (!guarded("a status was not said", saying)) guarded("a status is lost", saying);
  }
}
