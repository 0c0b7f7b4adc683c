package flowlab.kernel.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextsTest {
  record Point(int x, double[] y) {}

  record Own(int x) {
    @Override
    public String toString() {
      return "mine";
    }
  }

  private static final class Hidden {
    @SuppressWarnings("unused") // found by reflection
    public Map<String, Object> mimeBundle() {
      return Map.of("text/html", "<b>");
    }
  }

  @Test
  void values() {
    assertEquals("[1, 2]", Texts.of(new int[] {1, 2}));
    assertEquals("Point[x=1, y=[2.0]]", Texts.of(new Point(1, new double[] {2})));
    assertEquals("mine", Texts.of(new Own(1)));
    assertEquals("{a=[1]}", Texts.of(Map.of("a", List.of(1))));
    assertEquals("null", Texts.of(null));
  }

  @Test
  void longOnesAreCut() {
    assertTrue(Texts.of(new int[1_000_000]).endsWith("… 1000000 in all]"));
    var self = new ArrayList<Object>();
    self.add(self);
    assertTrue(Texts.of(self).contains("…"));
  }

  @Test
  void aMimeBundleOfAHiddenClassIsFound() {
    assertEquals(Map.of("text/html", "<b>"), Renderers.bundle(new Hidden()).data());
  }

  @Test
  void textAsAnotherType() {
    assertEquals("<i>", Renderers.bundle("<i>", "text/html").data().get("text/html"));
  }
}
