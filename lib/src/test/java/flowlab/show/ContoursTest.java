package flowlab.show;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ContoursTest {
  private static final Grid BOWL = Grid.of(Limits.square(2), 201, (x, y) -> x * x + y * y);

  @Test
  void levelsOfABowlAreCircles() {
    for (double radius : new double[] {0.3, 1, 1.7}) {
      List<double[][]> lines = Contours.lines(BOWL, radius * radius);
      assertEquals(1, lines.size(), "one closed line");
      double[][] line = lines.get(0);
      assertArrayEquals(line[0], line[line.length - 1], "closed");
      double length = 0;
      for (int i = 0; i < line.length; i++) {
        // Linear between grid points: off by at most h² / (8 r) of curvature.
        assertEquals(radius, Math.hypot(line[i][0], line[i][1]), 0.02 * 0.02 / (4 * radius));
        length += i == 0 ? 0 : Math.hypot(line[i][0] - line[i - 1][0], line[i][1] - line[i - 1][1]);
      }
      assertEquals(2 * Math.PI * radius, length, 0.01 * radius);
    }
  }

  @Test
  void linesEndAtTheBorder() {
    List<double[][]> lines = Contours.lines(BOWL, 2.2 * 2.2);
    assertEquals(4, lines.size(), "the circle of radius 2.2 is cut into four by the square");
    for (double[][] line : lines) {
      assertEquals(2, Math.max(Math.abs(line[0][0]), Math.abs(line[0][1])), 1e-12);
    }
  }

  @Test
  void saddlesDoNotCross() {
    Grid saddle = Grid.of(Limits.square(1), 2, (x, y) -> x * y);
    assertEquals(2, Contours.lines(saddle, 0.01).size());
    assertEquals(2, Contours.lines(saddle, -0.01).size());
  }

  @Test
  void holesAreLeftOut() {
    Grid half = Grid.of(Limits.square(2), 41, (x, y) -> x < 0 ? Double.NaN : x * x + y * y);
    for (double[][] line : Contours.lines(half, 1)) {
      for (double[] p : line) {
        assertTrue(p[0] >= 0);
      }
    }
    assertTrue(Contours.lines(BOWL, 100).isEmpty());
  }

  @Test
  void levelsAreRoundAndHoldAllValues() {
    double[] levels = Bands.levels(BOWL, 10);
    assertArrayEquals(
        new double[] {0, 0.8, 1.6, 2.4, 3.2, 4, 4.8, 5.6, 6.4, 7.2, 8}, levels, 1e-12);
  }
}
