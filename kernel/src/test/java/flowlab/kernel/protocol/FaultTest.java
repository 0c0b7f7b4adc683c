package flowlab.kernel.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import flowlab.kernel.base.Json;
import java.io.IOException;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever throws on a request's way, there is one reply, one idle, and an answer to the next. */
class FaultTest {
  /** An exception whose own methods fail. */
  private static final class Shy extends RuntimeException {
    @Override
    public String getMessage() {
      throw this;
    }

    @Override
    public Throwable getCause() {
      throw this;
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      throw this;
    }

    @Override
    public String toString() {
      throw this;
    }
  }

  private static final class Long extends Exception {
    @Override
    public String getMessage() {
      return "x".repeat(50_000_000);
    }
  }

  private static final List<Throwable> FAULTS =
      List.of(
          new RuntimeException("a"),
          new Exception((String) null),
          new Error("b"),
          new StackOverflowError(),
          new OutOfMemoryError("c"),
          new Shy(),
          new Long(),
          new InterruptedException());

  /** Where it goes wrong. */
  private enum Place {
    BEFORE,
    AFTER,
    HANDLER,
    HANDLER_AFTER_ITS_REPLY,
    OUTPUT_THAT_CANNOT_BE_WRITTEN,
    REPLY_THAT_CANNOT_BE_WRITTEN,
    WIRE
  }

  static Stream<Arguments> faults() {
    return Stream.of(Place.values())
        .flatMap(
            place -> FAULTS.stream().map(fault -> Arguments.of(place, fault.getClass(), fault)));
  }

  /** What was sent, and to which request. */
  private record Sent(String type, String request, Map<String, Object> content, int length) {
    /** From header, parent, metadata and content, the last four frames. */
    static Sent of(List<byte[]> frames) {
      List<byte[]> parts = frames.subList(frames.size() - 4, frames.size());
      try {
        return new Sent(
            Json.text(Json.read(parts.get(0)), "msg_type", ""),
            Json.text(Json.read(parts.get(1)), "msg_id", ""),
            Json.read(parts.get(3)),
            parts.get(3).length);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  private final LinkedBlockingQueue<Sent> sent = new LinkedBlockingQueue<>();
  private final Codec codec = new Codec(new Signer("hmac-sha256", ""));
  private Throwable fault = new Error();

  private final Outbox outbox =
      new Outbox(
          "outbox",
          codec,
          (channel, frames) -> {
            Sent next = Sent.of(frames);
            if (next.type().equals("x")) throw FaultTest.<RuntimeException>same(fault);
            sent.add(next);
          });
  private final Dispatcher shell = new Dispatcher(Channel.SHELL, outbox, new Iopub(outbox));
  private final Iopub iopub = new Iopub(outbox);

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("faults")
  void oneReplyAndOneIdle(Place place, Class<?> type, Throwable fault) throws Exception {
    this.fault = fault;
    boolean[] armed = {true};
    Runnable once =
        () -> {
          if (armed[0]) fail(armed);
        };
    shell
        .around(place == Place.BEFORE ? once : () -> {}, place == Place.AFTER ? once : () -> {})
        .on("fine_request", request -> request.reply(Map.of("status", "ok")))
        .on(
            "bad_request",
            request -> {
              switch (place) {
                case HANDLER -> fail(armed);
                case HANDLER_AFTER_ITS_REPLY -> {
                  request.reply(Map.of("status", "ok"));
                  fail(armed);
                }
                case OUTPUT_THAT_CANNOT_BE_WRITTEN -> iopub.publish("x", Map.of("a", failing()));
                case REPLY_THAT_CANNOT_BE_WRITTEN -> request.reply(Map.of("a", failing()));
                case WIRE -> iopub.publish("x", Map.of());
                default -> {}
              }
              request.reply(Map.of("status", "ok"));
            });
    shell.start();
    ask("bad_request", "bad");
    ask("fine_request", "fine");
    Map<String, List<String>> said = until("fine");
    assertEquals(List.of("busy", "bad_reply", "idle"), said.get("bad"), place + " " + type);
    assertEquals(List.of("busy", "fine_reply", "idle"), said.get("fine"));
  }

  /** What contains itself has no end in JSON. */
  @Test
  void aRingIsRepliedToAndHoldsNothingBack() throws Exception {
    Map<String, Object> ring = new HashMap<>();
    ring.put("a", List.of(ring));
    shell.on("ring_request", request -> request.reply(ring)).start();
    for (int i = 0; i < 20; i++) {
      iopub.publish("stream", Map.of("name", "stdout", "text", "x".repeat(50_000), "ring", ring));
    }
    outbox.awaitRoom(); // what could not be sent does not count for ever
    ask("ring_request", "1");
    assertEquals(List.of("busy", "ring_reply", "idle"), until("1").get("1"));
  }

  private void fail(boolean[] armed) {
    armed[0] = false;
    throw FaultTest.<RuntimeException>same(fault);
  }

  /** A map that fails when it is read. */
  private Map<String, Object> failing() {
    return new AbstractMap<>() {
      @Override
      public Set<Entry<String, Object>> entrySet() {
        throw FaultTest.<RuntimeException>same(fault);
      }
    };
  }

  private void ask(String type, String id) {
    Map<String, Object> header = Map.of("msg_type", type, "msg_id", id);
    shell.accept(new Message(List.of(), header, Map.of(), Map.of(), List.of()));
  }

  /** What was said to each request, until one of them is idle; anything but status by its type. */
  private Map<String, List<String>> until(String last) throws Exception {
    var said = new LinkedHashMap<String, List<String>>();
    while (!said.getOrDefault(last, List.of()).contains("idle")) {
      Sent next = sent.poll(10, TimeUnit.SECONDS);
      assertNotNull(next, "only " + said);
      assertTrue(next.length() < 1_000_000, next.type());
      if (Set.of("error", "stream").contains(next.type())) continue;
      String state = Json.text(next.content(), "execution_state", next.type());
      said.computeIfAbsent(next.request(), key -> new ArrayList<>()).add(state);
    }
    return said;
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> E same(Throwable e) throws E {
    throw (E) e;
  }
}
