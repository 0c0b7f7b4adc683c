package flowlab.kernel.protocol;

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
    String scheme) {

  public static ConnectionFile read(Path file) throws IOException {
    Map<String, Object> json = Json.read(Files.readAllBytes(file));
    return new ConnectionFile(
        Json.text(json, "transport", "tcp"),
        Json.text(json, "ip", "127.0.0.1"),
        port(json, "shell_port"),
        port(json, "control_port"),
        port(json, "stdin_port"),
        port(json, "iopub_port"),
        port(json, "hb_port"),
        Json.text(json, "key", ""),
        Json.text(json, "signature_scheme", "hmac-sha256"));
  }

  private static int port(Map<String, Object> json, String name) {
    if (json.get(name) instanceof Number number) return number.intValue();
    throw new IllegalArgumentException("the connection file names no " + name);
  }

  /** The address of one channel; the ipc transport separates file and number with a dash. */
  String address(int port) {
    return transport.equals("ipc")
        ? "ipc://" + ip + "-" + port
        : transport + "://" + ip + ":" + port;
  }
}
