package flowlab.kernel.display;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RenderersTest {
  /** A picture at twice the resolution says how large it is to be shown. */
  @Test
  void aValuesOwnBundleAndItsMetadata() {
    Bundle bundle = Renderers.bundle(new Picture());
    assertEquals("aGk=", bundle.data().get("image/png"));
    assertEquals(Map.of("image/png", Map.of("width", 20)), bundle.metadata());
  }

  @Test
  void fractionsAreShort() {
    assertEquals("0.994849", Tables.number(0.9948494907860356));
    assertEquals("5", Tables.number(5));
    assertEquals("0.5", Tables.number(0.5));
    assertEquals("-1.53247", Tables.number(-1.5324723317525986));
    assertEquals("7.90829e-05", Tables.number(0.0000790829337));
    assertEquals("NaN", Tables.number(Double.NaN));
    assertEquals("-Infinity", Tables.number(Double.NEGATIVE_INFINITY));
  }

  private static final class Picture {
    @SuppressWarnings("unused") // called by its name
    public Map<String, Object> mimeBundle() {
      return Map.of("image/png", "aGk=", "text/plain", "a picture");
    }

    @SuppressWarnings("unused")
    public Map<String, Object> mimeMetadata() {
      return Map.of("image/png", Map.of("width", 20));
    }
  }
}
