package flowlab.kernel.protocol;

import flowlab.kernel.base.Log;
import flowlab.kernel.base.Threads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * The five sockets. One thread owns them all and sleeps in a poll until something comes in, or
 * until an {@link Outbox} hands it something to send: nothing here waits by the clock.
 */
public final class Wire {
  private static final String INSIDE = "inproc://outgoing";
  private static final int LONGEST_MESSAGE = 512 << 20;
  private static final byte[] STOP = {};

  private final ZContext context = new ZContext();
  private final Codec codec;
  private final CurveKeys keys;
  private final ZMQ.Socket[] sockets = new ZMQ.Socket[Channel.values().length];
  private final ZMQ.Socket heartbeat;
  private final ZMQ.Socket inside;
  private BiConsumer<Channel, Message> receiver = (channel, message) -> {};
  private @Nullable Thread thread;

  /** For all that belongs to a cell: its outputs in order, and after them its reply. */
  public final Outbox ordered;

  /** For what must not wait behind output. */
  public final Outbox direct;

  /** Binds the sockets. */
  public Wire(ConnectionFile file) {
    codec = new Codec(new Signer(file.scheme(), file.key()));
    context.setLinger(150);
    context.setThreadFactor(Threads::lastingUnstarted);
    keys = file.curve();
    bind(Channel.SHELL, SocketType.ROUTER, file.address(file.shell()));
    bind(Channel.CONTROL, SocketType.ROUTER, file.address(file.control()));
    bind(Channel.STDIN, SocketType.ROUTER, file.address(file.stdin()));
    ZMQ.Socket iopub = bind(Channel.IOPUB, SocketType.XPUB, file.address(file.iopub()));
    iopub.setXpubManual(true); // nothing is sent before the welcome
    iopub.setXpubVerbose(true);
    heartbeat = bind(SocketType.ROUTER, file.address(file.heartbeat()));
    inside = context.createSocket(SocketType.PULL);
    inside.setHWM(0);
    inside.bind(INSIDE);
    ordered = new Outbox("flowlab-output", codec, sender()::accept);
    direct = new Outbox("flowlab-control-output", codec, sender()::accept);
  }

  /** Starts to receive. The receiver must not block. */
  public void start(BiConsumer<Channel, Message> receiver) {
    this.receiver = receiver;
    thread = Threads.lasting("flowlab-wire", this::run);
  }

  /** Sends what is queued before this call, closes the sockets and waits for that, but not long. */
  public void close() throws InterruptedException {
    ordered.drain();
    direct.drain();
    sender().accept(null, List.of(STOP));
    if (thread != null) thread.join(400);
  }

  private ZMQ.Socket bind(Channel channel, SocketType type, String address) {
    return sockets[channel.ordinal()] = bind(type, address);
  }

  private ZMQ.Socket bind(SocketType type, String address) {
    ZMQ.Socket socket = context.createSocket(type);
    socket.setMaxMsgSize(LONGEST_MESSAGE);
    socket.setHWM(0); // output is bounded where it is made, and never dropped here
    keys.protect(socket);
    socket.bind(address);
    return socket;
  }

  /** A way in for one other thread; the first frame names the channel. */
  private BiConsumer<Channel, List<byte[]>> sender() {
    ZMQ.Socket socket = context.createSocket(SocketType.PUSH);
    socket.setHWM(0);
    socket.connect(INSIDE);
    return (channel, frames) -> {
      if (channel != null) socket.sendMore(new byte[] {(byte) channel.ordinal()});
      send(socket, frames);
    };
  }

  private void run() {
    ZMQ.Poller poller = context.createPoller(6);
    for (ZMQ.Socket socket : sockets) poller.register(socket, ZMQ.Poller.POLLIN);
    poller.register(heartbeat, ZMQ.Poller.POLLIN);
    poller.register(inside, ZMQ.Poller.POLLIN);
    Channel[] channels = Channel.values();
    boolean open = true;
    while (open) {
      try {
        poller.poll(-1);
        for (int i = 0; i < channels.length; i++) {
          if (poller.pollin(i)) receive(channels[i]);
        }
        if (poller.pollin(4)) drain(heartbeat, frames -> send(heartbeat, frames));
        if (poller.pollin(5)) open = forward();
      } catch (Throwable e) {
        Log.problem("the wire stumbled and goes on", e);
      }
    }
    context.close();
  }

  private void receive(Channel channel) {
    drain(
        sockets[channel.ordinal()],
        frames -> {
          if (channel == Channel.IOPUB) {
            subscription(frames.get(0));
            return;
          }
          try {
            receiver.accept(channel, codec.decode(frames));
          } catch (IOException | RuntimeException e) {
            Log.problem("dropped", e);
          }
        });
  }

  /** A subscription is one frame: 1 or 0, then the topic. The welcome says that it has arrived. */
  private void subscription(byte[] frame) {
    if (frame.length == 0) return;
    ZMQ.Socket iopub = sockets[Channel.IOPUB.ordinal()];
    byte[] topic = Arrays.copyOfRange(frame, 1, frame.length);
    if (frame[0] == 0) {
      iopub.unsubscribe(frame); // JeroMQ wants the whole frame here, where libzmq wants the topic
    } else if (frame[0] == 1) {
      iopub.subscribe(frame);
      Map<String, Object> content =
          Map.of("subscription", new String(topic, StandardCharsets.UTF_8));
      send(iopub, codec.encode(Outgoing.published(topic, "iopub_welcome", content)));
    }
  }

  private boolean forward() {
    boolean[] open = {true};
    drain(
        inside,
        frames -> {
          if (frames.get(0).length == 0) open[0] = false;
          else {
            send(sockets[frames.get(0)[0]], frames.subList(1, frames.size()));
          }
        });
    return open[0];
  }

  private static void drain(ZMQ.Socket socket, Consumer<List<byte[]>> each) {
    for (byte[] first; (first = socket.recv(ZMQ.DONTWAIT)) != null; ) {
      var frames = new ArrayList<byte[]>();
      frames.add(first);
      while (socket.hasReceiveMore()) frames.add(socket.recv());
      each.accept(frames);
    }
  }

  private static void send(ZMQ.Socket socket, List<byte[]> frames) {
    int last = frames.size() - 1;
    for (int i = 0; i < last; i++) socket.sendMore(frames.get(i));
    socket.send(frames.get(last));
  }
}
