package flowlab.kernel.protocol;

import org.zeromq.ZMQ;

/**
 * The key pair with which a socket encrypts what it carries (CurveZMQ, RFC 26), as Jupyter writes
 * it into the connection file. A client that does not know the public key hears nothing and is not
 * heard; the file that tells it is its user's alone.
 *
 * @param publicKey 40 characters of Z85, empty for a connection in the clear
 * @param secretKey the same
 */
record CurveKeys(String publicKey, String secretKey) {
  static final CurveKeys NONE = new CurveKeys("", "");
  private static final int LENGTH = 40;
  private static final String Z85 = "[0-9a-zA-Z.:+=^!/*?&<>()\\[\\]{}@%$#-]*";

  static CurveKeys of(String publicKey, String secretKey) {
    if (publicKey.isEmpty() && secretKey.isEmpty()) return NONE;
    requireKey("curve_publickey", publicKey);
    requireKey("curve_secretkey", secretKey);
    return new CurveKeys(publicKey, secretKey);
  }

  private static void requireKey(String name, String key) {
    boolean written = key.matches(Z85);
    if (written && key.length() == LENGTH) return;
    throw new IllegalArgumentException(
        "expected %d characters of Z85 as %s in the connection file, got %s"
            .formatted(LENGTH, name, written ? key.length() : "others"));
  }

  /** Makes a socket that is not bound yet serve only clients that encrypt. */
  void protect(ZMQ.Socket socket) {
    if (equals(NONE)) return;
    socket.setCurveServer(true);
    socket.setCurvePublicKey(ZMQ.Curve.z85Decode(publicKey));
    socket.setCurveSecretKey(ZMQ.Curve.z85Decode(secretKey));
  }
}
