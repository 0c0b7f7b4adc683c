package flowlab.kernel.protocol;

import flowlab.kernel.base.Json;
import flowlab.kernel.base.Origin;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A request and the way to answer it, once. */
public final class Request {
  private final Dispatcher dispatcher;
  private final Channel channel;
  private final Message message;
  private final Outbox outbox;
  private boolean answered;

  Request(Dispatcher dispatcher, Channel channel, Message message, Outbox outbox) {
    this.dispatcher = dispatcher;
    this.channel = channel;
    this.message = message;
    this.outbox = outbox;
  }

  public Message message() {
    return message;
  }

  public Map<String, Object> content() {
    return message.content();
  }

  /** The origin of what this request makes the kernel say. */
  public Origin origin(int cell) {
    boolean isCell = message.type().equals("execute_request");
    boolean allowsStdin = Json.flag(content(), "allow_stdin", isCell);
    return new Origin(message.header(), message.identities(), cell, allowsStdin);
  }

  /** Whether such a message waits behind this one, before any cell. */
  public boolean isFollowedBy(Predicate<Message> which) {
    return dispatcher.awaits(which);
  }

  /** Cells that wait behind this one are not run. */
  public void abortFollowing() {
    dispatcher.abortQueuedCells();
  }

  public void reply(Map<String, Object> content) {
    if (answered || !message.isRequest()) return;
    answered = true;
    String type = message.type().replace("_request", "_reply");
    outbox.put(
        new Outgoing(
            channel, message.identities(), type, message.header(), Map.of(), content, List.of()));
  }

  /** What every failed reply looks like. */
  public void fail(String name, String value, List<String> traceback) {
    reply(Map.of("status", "error", "ename", name, "evalue", value, "traceback", traceback));
  }
}
