package flowlab.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Strokes against the distance of every pixel to every segment. */
class StrokesTest {
  private static final int WIDTH = 90;
  private static final int HEIGHT = 300;
  private static final Color INK = new Color(0, 0, 0, 153);

  @ParameterizedTest
  @ValueSource(doubles = {0.4, 1, 1.6, 7})
  void everyPixelIsAsDarkAsItsDistanceSays(double thick) {
    double[][][] lines = walks(new Random(5));
    Graphics2D g = paper();
    Strokes strokes = Strokes.over(g, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT), thick);
    for (double[][] line : lines) {
      strokes.add(line[0], line[1], INK.getRGB());
    }
    strokes.paint(g);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        double light = 255;
        for (double[][] line : lines) {
          light *= 1 - INK.getAlpha() / 255.0 * share(line, x + 0.5, y + 0.5, thick);
        }
        int seen = page.getRGB(x, y) & 255;
        assertEquals(light, seen, lines.length, "at " + x + ", " + y);
      }
    }
  }

  @Test
  void aSlantedPaperIsLeftToJava2D() {
    Graphics2D g = paper();
    g.shear(0.1, 0);
    assertNull(Strokes.over(g, new Rectangle2D.Double(0, 0, 10, 10), 1));
  }

  private BufferedImage page;

  private Graphics2D paper() {
    page = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = page.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, WIDTH, HEIGHT);
    return g;
  }

  /**
   * Over the edges, along an axis, on one spot, broken by a NaN, and flat on either side of where
   * one pen's rows end and the next one's begin.
   */
  private static double[][][] walks(Random random) {
    double[][][] lines = new double[5][2][40];
    for (double[][] line : lines) {
      double x = 20 + 50 * random.nextDouble();
      double y = HEIGHT * random.nextDouble();
      for (int i = 0; i < line[0].length; i++) {
        line[0][i] = x;
        line[1][i] = y;
        x += i % 5 == 0 || i == 7 ? 0 : 12 * random.nextGaussian();
        y += i % 6 == 0 || i == 7 ? 0 : 20 * random.nextGaussian();
      }
    }
    lines[1][0][20] = Double.NaN;
    Arrays.setAll(lines[3][0], i -> 5 + i);
    Arrays.fill(lines[3][1], 64.2);
    Arrays.setAll(lines[4][0], i -> 45 + i);
    Arrays.fill(lines[4][1], 127.8);
    return lines;
  }

  private static double share(double[][] line, double x, double y, double thick) {
    double distance = Double.POSITIVE_INFINITY;
    for (int i = 1; i < line[0].length; i++) {
      double[] xs = line[0];
      double[] ys = line[1];
      if (Double.isFinite(xs[i - 1]) && Double.isFinite(xs[i])) {
        distance = Math.min(distance, Line2D.ptSegDist(xs[i - 1], ys[i - 1], xs[i], ys[i], x, y));
      }
    }
    double share = Math.max(1, thick) / 2 + 0.5 - distance;
    return Math.min(1, thick) * Math.max(0, Math.min(1, share));
  }
}
