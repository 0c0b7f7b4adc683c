package flowlab.kernel.protocol;

import flowlab.kernel.base.Json;
import flowlab.kernel.base.Origin;
import java.util.List;
import java.util.Map;

/** A request and the way to answer it, once. */
public final class Request {
  private final Channel channel;
  private final Message message;
  private final Outbox outbox;
  private boolean answered;

  Request(Channel channel, Message message, Outbox outbox) {
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

  public void reply(Map<String, Object> content) {
    if (answered || !message.type().endsWith("_request")) return;
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
