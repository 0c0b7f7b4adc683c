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
