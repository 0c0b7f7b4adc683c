package flowlab.kernel.protocol;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** HMAC over the four JSON parts of a message. An empty key means that nothing is signed. */
final class Signer {
  /** As many signatures as are remembered to refuse a message that was recorded and sent again. */
  private static final int REMEMBERED = 1 << 16;

  private final @Nullable Mac prototype;
  private final Map<String, Boolean> seen =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  Signer(String scheme, String key) {
    if (key.isEmpty()) {
      prototype = null;
      return;
    }
    String algorithm = scheme.replace("-", ""); // hmac-sha256 is HmacSHA256 here, in any case
    try {
      prototype = Mac.getInstance(algorithm);
      prototype.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("no such signature scheme: " + scheme, e);
    }
  }

  String sign(List<byte[]> parts) {
    if (prototype == null) return "";
    try {
      Mac mac = (Mac) prototype.clone();
      parts.forEach(mac::update);
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (CloneNotSupportedException e) {
      throw new AssertionError("the JDK's MACs can be cloned", e);
    }
  }

  /** True if the signature is right and new. Called by the one thread that receives. */
  boolean accepts(byte[] signature, List<byte[]> parts) {
    if (prototype == null) return true;
    byte[] right = sign(parts).getBytes(StandardCharsets.US_ASCII);
    return MessageDigest.isEqual(right, signature)
        && seen.put(new String(right, StandardCharsets.US_ASCII), true) == null;
  }
}
