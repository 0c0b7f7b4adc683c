package flowlab.kernel.protocol;

import flowlab.kernel.base.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The main shell and the subshells that front ends make beside it (JEP 91, protocol 5.5): each
 * answers what it is sent one after the other, whatever the others are at. They share the
 * notebook's variables and the count of its cells.
 */
public final class Subshells {
  private static final String NAME = "NoSubshell";

  private final Dispatcher main;
  private final Map<String, Dispatcher> beside = new LinkedHashMap<>();

  public Subshells(Dispatcher main) {
    this.main = main;
  }

  /**
   * Gives a message to the shell that its header names. Where that is gone a request is refused;
   * what a widget says is heard all the same, as nobody could say it again.
   */
  public synchronized void accept(Message message) {
    String id = message.subshell();
    Dispatcher named = beside.get(id);
    if (named != null) named.accept(message);
    else if (id.isEmpty() || !message.isRequest()) main.accept(message);
    else main.refuse(message, NAME, unknown(id));
  }

  /** Answers a request to the shell that its header names, if there is such a one. */
  public Dispatcher.Handler known(Dispatcher.Handler handler) {
    return request -> {
      String id = request.message().subshell();
      if (id.isEmpty() || has(id)) handler.handle(request);
      else request.fail(NAME, unknown(id), List.of());
    };
  }

  private synchronized boolean has(String id) {
    return beside.containsKey(id);
  }

  /** Answers {@code create_subshell_request}. */
  public synchronized void create(Request request) {
    String id = UUID.randomUUID().toString();
    Dispatcher made = main.beside();
    beside.put(id, made);
    made.start("flowlab-subshell-" + id.substring(0, 8));
    request.reply(Map.of("status", "ok", "subshell_id", id));
  }

  /** Answers {@code delete_subshell_request}: what runs there goes on, and is the last. */
  public synchronized void delete(Request request) {
    String id = Json.text(request.content(), "subshell_id", "");
    Dispatcher ended = beside.remove(id);
    if (ended == null) {
      request.fail(NAME, unknown(id), List.of());
      return;
    }
    ended.end();
    request.reply(Map.of("status", "ok"));
  }

  /** Answers {@code list_subshell_request}. */
  public synchronized void list(Request request) {
    request.reply(Map.of("status", "ok", "subshell_id", List.copyOf(beside.keySet())));
  }

  private static String unknown(String id) {
    return id.isEmpty()
        ? "the request names no subshell_id"
        : "there is no subshell " + id + "; list_subshell_request tells which there are";
  }
}
