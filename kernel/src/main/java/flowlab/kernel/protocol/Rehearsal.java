package flowlab.kernel.protocol;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** A front end in the same process, which runs a few cells: to make a class-data archive. */
public final class Rehearsal {
  private static final String KEY = "rehearsal";

  private Rehearsal() {}

  /** Five free ports of this machine. */
  public static ConnectionFile connection() throws IOException {
    int[] ports = new int[5];
    var taken = new ArrayList<ServerSocket>();
    InetAddress local = InetAddress.getLoopbackAddress();
    for (int i = 0; i < ports.length; i++) {
      var socket = new ServerSocket(0, 1, local);
      taken.add(socket);
      ports[i] = socket.getLocalPort();
    }
    for (ServerSocket socket : taken) socket.close();
    return new ConnectionFile(
        "tcp",
        "127.0.0.1",
        ports[0],
        ports[1],
        ports[2],
        ports[3],
        ports[4],
        KEY,
        "hmac-sha256",
        CurveKeys.NONE);
  }

  /** Sends the cells one by one and waits for each reply. */
  public static void play(ConnectionFile file, List<String> cells) throws IOException {
    var codec = new Codec(new Signer(file.scheme(), file.key()));
    try (var context = new ZContext()) {
      ZMQ.Socket iopub = context.createSocket(SocketType.SUB);
      iopub.connect(file.address(file.iopub()));
      iopub.subscribe("");
      ZMQ.Socket shell = context.createSocket(SocketType.DEALER);
      shell.setReceiveTimeOut(30_000);
      shell.connect(file.address(file.shell()));
      ask(shell, codec, "kernel_info_request", Map.of());
      for (String cell : cells) {
        ask(shell, codec, "execute_request", Map.of("code", cell, "stop_on_error", false));
      }
      ask(shell, codec, "complete_request", Map.of("code", "list.str", "cursor_pos", 8));
      ask(shell, codec, "inspect_request", Map.of("code", "Math.abs", "cursor_pos", 8));
    }
  }

  private static void ask(ZMQ.Socket shell, Codec codec, String type, Map<String, Object> content) {
    var request =
        new Outgoing(Channel.SHELL, List.of(), type, Map.of(), Map.of(), content, List.of());
    List<byte[]> frames = codec.encode(request);
    for (int i = 0; i < frames.size(); i++) {
      shell.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
    }
    if (shell.recv() == null) throw new IllegalStateException("no reply to " + type);
    while (shell.hasReceiveMore()) shell.recv();
  }
}
