package flowlab.kernel.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import flowlab.kernel.base.Json;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
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

  /** Of a map without places the first are shown, and nothing walks the rest. */
  @Test
  void aLargeMapIsNotWalked() {
    int[] walked = {0};
    var map =
        new AbstractMap<Integer, Integer>() {
          @Override
          public Set<Entry<Integer, Integer>> entrySet() {
            return new AbstractSet<>() {
              @Override
              public Iterator<Entry<Integer, Integer>> iterator() {
                return IntStream.iterate(0, i -> i + 1)
                    .peek(i -> walked[0]++)
                    .mapToObj(i -> Map.entry(i, i))
                    .iterator();
              }

              @Override
              public int size() {
                return 5_000_000;
              }
            };
          }
        };
    for (Object value : List.of(map, map.entrySet(), new ArrayDeque<>(range(200_000)))) {
      walked[0] = 0;
      Map<String, Object> data = Renderers.bundle(value).data();
      String html = String.valueOf(data.get("text/html"));
      assertTrue(html.contains(">9<") && html.contains("…") && html.contains("00,000 rows"), html);
      assertTrue(String.valueOf(data.get("text/plain")).contains("000 in all"));
      assertTrue(walked[0] < 1000, "walked " + walked[0]);
    }
    assertTrue(String.valueOf(Renderers.bundle(range(50_000)).data()).contains(">49999<"));
  }

  private static List<Integer> range(int n) {
    return IntStream.range(0, n).boxed().toList();
  }

  /** What is too large to be sent is left out in a sentence; all else is as it was. */
  @Test
  void whatAValueSaysOfItselfIsBounded() {
    String page = "x".repeat(9_000_000);
    assertEquals(page, Renderers.bundle(page, "text/html").data().get("text/html"));
    for (Object large : List.of("x".repeat(11_000_000), new byte[9_000_000])) {
      for (String mime : List.of("text/html", "image/svg+xml", "text/markdown", "x/json")) {
        Map<String, Object> data = Renderers.bundle(large, mime).data();
        assertEquals(Set.of("text/plain"), data.keySet());
        String said = String.valueOf(data.get("text/plain"));
        assertTrue(said.startsWith("not shown: " + mime + " of 1"), said.substring(0, 60));
        assertTrue(said.contains("a cell shows up to 1") && said.length() < 200_000);
      }
    }
    Own own = new Own(Map.of("text/plain", "x".repeat(5_000_000), "a/b", page));
    assertTrue(Json.write(Renderers.bundle(own).data()).length < 200_000);
    Own plain = new Own(Map.of("a/b", List.of(1, 2.5, true, new StringBuilder("c"))));
    assertEquals(Map.of("a/b", List.of(1, 2.5, true, "c")), Renderers.bundle(plain).data());
  }

  @Test
  void aBundleThatContainsItselfIsRefusedWhereItIsMade() {
    Map<String, Object> ring = new HashMap<>();
    ring.put("application/json", List.of(ring));
    var e = assertThrows(IllegalArgumentException.class, () -> Renderers.bundle(new Own(ring)));
    assertTrue(e.getMessage().contains("contains itself"));
  }

  /** A value with a bundle of its own. */
  public record Own(Map<String, Object> mimeBundle) {}

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
