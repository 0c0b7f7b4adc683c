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

  /** Neighbours read differently, whatever the axis, and each label is the number it stands at. */
  @Test
  void noTwoLabelsOfAnAxisReadTheSame() {
    assertArrayEquals(
        new String[] {"1,700,000,000", "1,700,000,010", "1,700,000,020", "1,700,000,030"},
        Ticks.linear(1.7e9, 1.7e9 + 30, 4).labels());
    assertArrayEquals(
        new String[] {"0", "5e5", "1e6", "1.5e6", "2e6"}, Ticks.linear(0, 2e6, 4).labels());
    assertArrayEquals(
        new String[] {"−5e307", "0", "5e307"}, Ticks.linear(-8e307, 8e307, 3).labels());
    var random = new java.util.SplittableRandom(1);
    for (int round = 0; round < 5_000; round++) {
      double lo = random.nextGaussian() * Math.pow(10, random.nextInt(-280, 290));
      double hi = lo + Math.max(Math.abs(lo), 1e-300) * Math.pow(10, -random.nextDouble(-3, 14));
      Ticks ticks = Ticks.linear(lo, hi, 2 + round % 7);
      assertEquals(
          ticks.labels().length, java.util.Set.of(ticks.labels()).size(), lo + " to " + hi);
      for (int i = 0; i < ticks.at().length; i++) {
        double read = Double.parseDouble(ticks.labels()[i].replace("−", "-").replace(",", ""));
        assertEquals(ticks.at()[i], read, 0.1 * (hi - lo), lo + " to " + hi);
      }
    }
  }

  @Test
  void sizesReadAsAPersonWritesThem() {
    assertEquals("1.7e308", Ticks.plain(1.7e308));
    assertEquals("−2.5e−9".replace("e−", "e-"), Ticks.plain(-2.5e-9));
    assertEquals("300000", Ticks.plain(300_000));
    assertEquals("0.00025", Ticks.plain(0.00025));
    double[] times = {1_700_000_000, 1_700_000_030};
    assertEquals(
        "2 points; x from 1700000000 to 1700000030, y from 1 to 1.7e308",
        Plots.scatter(times, new double[] {1, 1.7e308})
            .limits(times[0], times[1], 1, 1.7e308)
            .description());
  }
}
