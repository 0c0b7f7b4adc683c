package flowlab.kernel.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
  @Test
  void shortHistoriesAreKeptWhole() {
    var curve = new Averages();
    for (double each : new double[] {3, 1, 2}) curve.add(each);
    assertArrayEquals(new double[] {3, 1, 2}, curve.averages());
  }

  @Test
  void longHistoriesBecomeAveragesOfEqualStretches() {
    var curve = new Averages();
    for (int i = 0; i < 800; i++) curve.add(i);
    double[] averages = curve.averages();
    assertEquals(200, averages.length);
    assertEquals(1.5, averages[0]);
    assertEquals(797.5, averages[199]);
  }

  @Test
  void saysHowLongItWillTake() {
    var view = new ProgressView(250, 1000, Map.of("loss", 0.5), 60, false, new double[0]);
    assertEquals(
        "step 250 of 1,000 · loss 0.5000 · 4.2 steps a second · 3 min 0 s left", view.toString());
    assertEquals("1 h 1 min", ProgressView.duration(3661));
  }

  @Test
  void aWideRangeIsDrawnLogarithmically() {
    var wide =
        new ProgressView(3, 3, Map.of("loss", 1.0), 1, true, new double[] {100, 10, 1})
            .mimeBundle();
    assertTrue(wide.get("text/html").toString().contains("logarithmic"));
    // equal ratios are equal distances: the middle is half way
    assertTrue(wide.get("text/html").toString().contains("240,37.0"));
  }

  @Test
  void severalNumbersAreSaidByName() {
    var numbers = new TreeMap<>(Map.of("error", 0.25, "a < b", 2.0));
    var view = new ProgressView(10, 10, numbers, 5, true, new double[] {2, 1});
    assertEquals(
        "10 steps · a < b 2.0000 · error 0.2500 · 2.0 steps a second · 5.0 s", view.toString());
    String html = view.mimeBundle().get("text/html").toString();
    assertTrue(html.contains(">a &lt; b<") && html.contains("aria-label=\"a &lt; b\""), html);
  }
}
