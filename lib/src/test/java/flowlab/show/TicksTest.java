package flowlab.show;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TicksTest {
  @Test
  void linearTicksAreRound() {
    assertArrayEquals(
        new String[] {"−2", "0", "2"}, Ticks.linear(-3, 3, 4).labels(), "with a real minus");
    assertArrayEquals(
        new String[] {"0.0", "0.5", "1.0"}, Ticks.linear(0, 1, 2).labels(), "of like length");
    assertArrayEquals(new String[] {"0", "2,000", "4,000"}, Ticks.linear(0, 5000, 3).labels());
  }

  @Test
  void logarithmicTicksAreDecadesOrTheirParts() {
    assertArrayEquals(
        new String[] {"10⁻³", "10⁻²", "10⁻¹", "1"}, Ticks.of(1e-3, 1, true, 6).labels());
    assertArrayEquals(new String[] {"0.5", "1", "2"}, Ticks.of(0.4, 3, true, 6).labels());
  }

  @Test
  void axesGoBothWays() {
    var box = new java.awt.geom.Rectangle2D.Double(10, 20, 200, 100);
    for (boolean log : new boolean[] {false, true}) {
      Axes axes = new Axes(box, new Limits(1, 100, 1, 1000), log, log);
      assertEquals(7, axes.x(axes.px(7)), 1e-9);
      assertEquals(70, axes.y(axes.py(70)), 1e-9);
      assertEquals(10, axes.px(1), 1e-9);
      assertEquals(20, axes.py(1000), 1e-9);
    }
  }
}
