package flowlab.kernel.protocol;

import flowlab.kernel.base.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Where Jupyter wants to meet this kernel: the connection file. */
public record ConnectionFile(
    String transport,
    String ip,
    int shell,
    int control,
    int stdin,
    int iopub,
    int heartbeat,
    String key,
    String scheme,
    CurveKeys curve) {

  /** Reads it, and says so where Jupyter wants to meet in a way that this kernel has not. */
  public static ConnectionFile read(Path file) throws IOException {
    Map<String, Object> json = Json.read(Files.readAllBytes(file));
    String transport = Json.text(json, "transport", "tcp");
    if (!transport.equals("tcp")) {
      throw new IllegalArgumentException(
          "this kernel speaks tcp and no "
              + transport
              + "; set KernelManager.transport to tcp, with transport_encryption against other"
              + " users");
    }
    return new ConnectionFile(
        transport,
        Json.text(json, "ip", "127.0.0.1"),
        port(json, "shell_port"),
        port(json, "control_port"),
        port(json, "stdin_port"),
        port(json, "iopub_port"),
        port(json, "hb_port"),
        Json.text(json, "key", ""),
        Json.text(json, "signature_scheme", "hmac-sha256"),
        CurveKeys.of(key(json, "curve_publickey"), key(json, "curve_secretkey")));
  }

  /** What is there and no text is no key; without one the connection would be in the clear. */
  private static String key(Map<String, Object> json, String name) {
    Object key = json.get(name);
    return key == null ? "" : key.toString();
  }

  private static int port(Map<String, Object> json, String name) {
    if (json.get(name) instanceof Number number) return number.intValue();
    throw new IllegalArgumentException("the connection file names no " + name);
  }

  /** The address of one channel. */
  String address(int port) {
    return transport + "://" + ip + ":" + port;
  }
}
