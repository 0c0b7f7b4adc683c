package flowlab.kernel.protocol;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.KeyAgreement;
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
  private static final BigInteger BASE = BigInteger.valueOf(9);
  private static final String Z85 = "[0-9a-zA-Z.:+=^!/*?&<>()\\[\\]{}@%$#-]*";

  static CurveKeys of(String publicKey, String secretKey) {
    if (publicKey.isEmpty() && secretKey.isEmpty()) return NONE;
    requireKey("curve_publickey", publicKey);
    requireKey("curve_secretkey", secretKey);
    if (!Arrays.equals(publicOf(ZMQ.Curve.z85Decode(secretKey)), ZMQ.Curve.z85Decode(publicKey))) {
      throw new IllegalArgumentException(
          "expected a pair of keys in the connection file:"
              + " curve_publickey is not the one of curve_secretkey");
    }
    return new CurveKeys(publicKey, secretKey);
  }

  private static void requireKey(String name, String key) {
    boolean written = key.matches(Z85);
    if (written && key.length() == LENGTH) return;
    throw new IllegalArgumentException(
        "expected %d characters of Z85 as %s in the connection file, got %s"
            .formatted(LENGTH, name, written ? key.length() : "others"));
  }

  /** The public key of a secret one: it times the curve's base point (RFC 7748), by the JDK. */
  private static byte[] publicOf(byte[] secret) {
    try {
      KeyFactory keys = KeyFactory.getInstance("X25519");
      KeyAgreement product = KeyAgreement.getInstance("X25519");
      product.init(keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, secret)));
      product.doPhase(
          keys.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, BASE)), true);
      return product.generateSecret();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK does not know X25519", e);
    }
  }

  /** Makes a socket that is not bound yet serve only clients that encrypt. */
  void protect(ZMQ.Socket socket) {
    if (equals(NONE)) return;
    socket.setCurveServer(true);
    socket.setCurvePublicKey(ZMQ.Curve.z85Decode(publicKey));
    socket.setCurveSecretKey(ZMQ.Curve.z85Decode(secretKey));
  }
}
