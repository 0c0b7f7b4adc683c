package flowlab.kernel.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StepPictureTest {
  @Test
  void shortHistoriesAreKeptWhole() {
    var history = new LossHistory();
    for (double loss : new double[] {3, 1, 2}) history.add(loss);
    assertArrayEquals(new double[] {3, 1, 2}, history.averages());
  }

  @Test
  void longHistoriesBecomeAveragesOfEqualStretches() {
    var history = new LossHistory();
    for (int i = 0; i < 800; i++) history.add(i);
    double[] averages = history.averages();
    assertEquals(200, averages.length);
    assertEquals(1.5, averages[0]);
    assertEquals(797.5, averages[199]);
  }

  @Test
  void saysHowLongItWillTake() {
    var view = new StepView(250, 1000, 0.5, 60, false, new double[0]);
    assertEquals(
        "step 250 of 1,000 · loss 0.5000 · 4.2 steps a second · 3 min 0 s left", view.toString());
    assertEquals("1 h 1 min", StepView.duration(3661));
  }

  @Test
  void aWideRangeIsDrawnLogarithmically() {
    var wide = new StepView(3, 3, 1, 1, true, new double[] {100, 10, 1}).mimeBundle();
    assertTrue(wide.get("text/html").toString().contains("logarithmic"));
    // equal ratios are equal distances: the middle is half way
    assertTrue(wide.get("text/html").toString().contains("240,37.0"));
  }
}
