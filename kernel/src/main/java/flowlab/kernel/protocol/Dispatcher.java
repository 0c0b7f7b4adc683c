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

/** Answers requests of one channel, one after the other, on a thread of its own. */
public final class Dispatcher {
  /** What answers one type of message. */
  @FunctionalInterface
  public interface Handler {
    void handle(Request request) throws Exception;
  }

  private record Queued(long arrival, Message message) {}

  private static final Queued END =
      new Queued(0, new Message(List.of(), Map.of(), Map.of(), Map.of(), List.of()));

  private final LinkedBlockingQueue<Queued> queue = new LinkedBlockingQueue<>();
  private final Channel channel;
  private final Map<String, Handler> handlers;
  private final Outbox outbox;
  private final Iopub iopub;
  private final AtomicLong arrivals = new AtomicLong();
  private volatile long abortedUpTo;
  private volatile boolean ended;
  private Runnable before = () -> {};
  private Runnable after = () -> {};

  public Dispatcher(Channel channel, Outbox outbox, Iopub iopub) {
    this(channel, outbox, iopub, new HashMap<>());
  }

  private Dispatcher(Channel channel, Outbox outbox, Iopub iopub, Map<String, Handler> handlers) {
    this.channel = channel;
    this.outbox = outbox;
    this.iopub = iopub;
    this.handlers = handlers;
  }

  /** Another one, not started yet, that gives the same answers beside this one. */
  Dispatcher beside() {
    return new Dispatcher(channel, outbox, iopub, handlers).around(before, after);
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
    start("flowlab-" + channel.name().toLowerCase());
  }

  void start(String name) {
    Threads.lasting(name, this::run);
  }

  /** Ends, once all that has come is answered; cells that wait are not run. */
  void end() {
    abortQueuedCells();
    ended = true;
    queue.add(END);
  }

  public void accept(Message message) {
    queue.add(new Queued(arrivals.incrementAndGet(), message));
  }

  /** A cell failed: those that wait behind it are not run. */
  void abortQueuedCells() {
    abortedUpTo = arrivals.get();
  }

  /** Whether such a message waits in the queue, before any cell. */
  boolean awaits(Predicate<Message> which) {
    for (Queued queued : queue) {
      if (queued == END) return false;
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
        if (next == END) return;
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
    boolean aborted = isCell(message) && queued.arrival() <= abortedUpTo;
    String reason = ended ? "its subshell has been deleted" : "an earlier cell failed";
    answer(message, aborted ? refusal("Aborted", reason) : handler);
  }

  /** Answers that this message cannot be answered. Called by the thread that receives. */
  void refuse(Message message, String name, String reason) {
    answer(message, refusal(name, reason));
  }

  private static Handler refusal(String name, String reason) {
    return request -> request.fail(name, reason, List.of());
  }

  private void answer(Message message, Handler handler) {
    var request = new Request(this, channel, message, outbox);
    Origin origin = request.origin(0);
    origin.enter();
    status(origin, "busy");
    try {
      handler.handle(request);
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
