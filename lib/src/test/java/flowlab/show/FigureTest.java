package flowlab.show;

import static flowlab.show.Plots.contour;
import static flowlab.show.Plots.densityHistogram;
import static flowlab.show.Plots.filledContour;
import static flowlab.show.Plots.heatMap;
import static flowlab.show.Plots.histogram;
import static flowlab.show.Plots.histogram2d;
import static flowlab.show.Plots.lines;
import static flowlab.show.Plots.panels;
import static flowlab.show.Plots.quiver;
import static flowlab.show.Plots.scatter;
import static flowlab.show.Plots.trajectories;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.nd4j.linalg.factory.Nd4j;

/** What every figure promises, whichever engine paints it. Never exact pixels. */
class FigureTest {
  private static final double[][] CLOUD = {{0, 0}, {1, 2}, {-1, 0.5}, {Double.NaN, 1}};
  private static final double[] RISING = {1, 2, 4, 8, 16, 320};

  static Stream<Figure> figures() {
    Grid bowl = Grid.of(Limits.square(2), 30, (x, y) -> x * x + y * y);
    double[][] points = Grid.points(Limits.square(2), 5);
    return Stream.of(
        scatter(CLOUD),
        scatter(Nd4j.create(new double[][] {{1, 2}, {3, 4}})),
        scatter(CLOUD, new double[] {1, 2, 3, 4}).palette(Palette.HUE),
        scatter(RISING, RISING),
        lines(RISING),
        lines("a", RISING).line("b", RISING, RISING).horizontalLine(3, "floor").title("t"),
        lines("a", RISING).line("a", RISING).logY(),
        lines(RISING).logX().logY(),
        lines(new double[] {1, 1, 1}),
        histogram(RISING),
        densityHistogram(RISING, 4).line("density", RISING, RISING),
        histogram2d(Nd4j.create(CLOUD), Limits.square(2), 10),
        heatMap(bowl),
        heatMap(new double[][] {{1, 2}, {3, Double.NaN}}, 0, 1, 0, 1),
        contour(bowl),
        contour(bowl, 1, 2).color("black"),
        filledContour(bowl).palette(Palette.ORRD).alpha(0.8),
        quiver(points, points),
        quiver(points, points, 0.1).noAxes(),
        trajectories(points, CLOUD),
        trajectories(List.of(Nd4j.create(points), Nd4j.create(points))),
        heatMap(bowl).with(contour(bowl).color("white"), scatter(CLOUD).named("x")).text(0, 0, "o"),
        panels(1, 2, scatter(CLOUD), lines(RISING)).title("both"),
        panels(2, 2, scatter(CLOUD), quiver(points, points), heatMap(bowl)).sharedAxes(),
        panels(1, 2, panels(1, 1, scatter(CLOUD)), lines(RISING)).size(300, 120),
        Figure.painted(40, 30, g -> g.fillRect(5, 5, 10, 10)));
  }

  @ParameterizedTest
  @MethodSource("figures")
  void isAPngOfTwiceItsSizeWithInkOnIt(Figure figure) throws IOException {
    byte[] png = figure.png();
    ByteBuffer bytes = ByteBuffer.wrap(png);
    assertEquals(0x89504e470d0a1a0aL, bytes.getLong(), "the signature of PNG");
    assertEquals(2 * figure.width(), bytes.getInt(16));
    assertEquals(2 * figure.height(), bytes.getInt(20));
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    assertEquals(2 * figure.width(), image.getWidth());
    int[] rgb = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    assertTrue(Arrays.stream(rgb).distinct().count() > 1, "it is blank");
  }

  @ParameterizedTest
  @MethodSource("figures")
  void offersABundleAndTheSizeToShowItAt(Figure figure) {
    Map<String, Object> bundle = figure.mimeBundle();
    byte[] png = Base64.getDecoder().decode((String) bundle.get("image/png"));
    assertTrue(png.length > 100);
    assertEquals(figure.description(), bundle.get("text/plain"));
    String html = bundle.get("text/html").toString();
    assertTrue(html.contains("alt=\"" + Shown.escaped(figure.description()) + "\""), html);
    assertFalse(figure.description().isBlank());
    Map<?, ?> size = (Map<?, ?>) figure.mimeMetadata().get("image/png");
    assertEquals(figure.width(), size.get("width"));
    assertEquals(figure.height(), size.get("height"));
  }

  @ParameterizedTest
  @MethodSource("figures")
  void paintsTheSameTwice(Figure figure) {
    assertTrue(Arrays.equals(figure.png(), figure.png()));
  }

  @ParameterizedTest
  @MethodSource("figures")
  void leavesTheGraphicsAsItWas(Figure figure) {
    var g = new BufferedImage(10, 10, BufferedImage.TYPE_INT_RGB).createGraphics();
    g.translate(3, 4);
    var before = g.getTransform();
    figure.paint(g);
    assertEquals(before, g.getTransform());
    assertEquals(null, g.getClip());
  }

  /** A chart of XChart's own, with a sentence, and beside others. */
  @Test
  void chartsOfXChartAreFigures() {
    XYChart chart = new XYChartBuilder().width(300).height(200).title("bills").build();
    chart.addSeries("rise", new double[] {0, 1}, new double[] {0, 1});
    Figure figure = Figure.of(chart).describedAs("a line that rises");
    assertEquals(300, figure.width());
    assertEquals(200, figure.height());
    assertTrue(figure.mimeBundle().get("text/html").toString().contains("a line that rises"));
    BufferedImage image = figure.image(1);
    boolean inked = false;
    for (int x = 0; x < 300; x++) {
      inked |= image.getRGB(x, 100) != image.getRGB(0, 0);
    }
    assertTrue(inked, "nothing is drawn");
    assertEquals(700, Plots.panels(1, 2, figure, figure).width(700).width());
    assertThrows(IllegalArgumentException.class, () -> Figure.of(null));
  }

  @Test
  void pngCarriesItsPhysicalSize() {
    byte[] png = Figure.painted(10, 10, g -> {}).png();
    ByteBuffer bytes = ByteBuffer.wrap(png);
    assertEquals("pHYs", new String(png, 37, 4, java.nio.charset.StandardCharsets.US_ASCII));
    assertEquals(Math.round(2 * 96 / 0.0254), bytes.getInt(41), "pixels a metre");
  }

  @Test
  void descriptionCanBeSaid() {
    assertEquals("one dot", Figure.painted(9, 9, g -> {}).describedAs("one dot").description());
    assertEquals("dots", scatter(CLOUD).describedAs("dots").mimeBundle().get("text/plain"));
    assertEquals("two", panels(1, 1, scatter(CLOUD)).describedAs("two").description());
    assertTrue(scatter(CLOUD).title("source").description().contains("source: 4 points"));
  }

  @Test
  void plotsAreValues() {
    Plot plain = scatter(CLOUD);
    Plot titled = plain.title("changed").color("red").pointSize(9);
    assertTrue(titled.height() > plain.height());
    assertArrayEquals(scatter(CLOUD).png(), plain.png());
  }

  @Test
  void argumentsAreCopied() {
    double[][] rows = {{0, 0}, {1, 1}};
    double[] y = {1, 2, 3};
    double[][] grid = {{1, 2}, {3, 4}};
    var array = Nd4j.create(new double[][] {{0, 0}, {1, 1}});
    List<Figure> made =
        List.of(scatter(rows), lines(y), heatMap(grid, 0, 1, 0, 1), scatter(array), histogram(y));
    List<byte[]> before = made.stream().map(Figure::png).toList();
    rows[0][0] = 5;
    y[0] = 50;
    grid[0][0] = -9;
    array.putScalar(0, 0, 7);
    for (int i = 0; i < made.size(); i++) {
      assertTrue(Arrays.equals(before.get(i), made.get(i).png()), "figure " + i);
    }
    assertTrue(Arrays.equals(new double[] {50, 2, 3}, y), "and never written to");
  }

  /** In one grid a chart's box stands in line with those of the planes beside it. */
  @Test
  void chartsAmongPlanesStandInLine() {
    Plot plane = scatter(CLOUD).equalAspect(false).xlabel("x").size(240, 200);
    BufferedImage image = panels(1, 2, plane, histogram(RISING).size(240, 200)).image(1);
    assertEquals(floor(image, 0), floor(image, image.getWidth() / 2), 1.5);
  }

  private static int floor(BufferedImage image, int from) {
    int half = image.getWidth() / 2;
    for (int y = image.getHeight() - 1; y > 0; y--) {
      int ink = 0;
      for (int x = from; x < from + half; x++) {
        ink += (image.getRGB(x, y) & 0xff) < 200 ? 1 : 0;
      }
      if (ink > half / 2) {
        return y;
      }
    }
    return -1;
  }

  @Test
  void sharedAxesHaveOneRectangle() {
    Figure apart = panels(1, 3, scatter(CLOUD), scatter(CLOUD), scatter(CLOUD));
    Figure shared = panels(1, 3, scatter(CLOUD), scatter(CLOUD), scatter(CLOUD)).sharedAxes();
    assertTrue(shared.width() < apart.width(), "inner panels have no labels");
  }

  @Test
  void equalAspectFollowsTheLimits() {
    Plot wide = scatter(CLOUD).limits(0, 20, 0, 10).noAxes();
    assertEquals(2.0, wide.width() / (double) wide.height(), 0.02);
    assertEquals(417, scatter(CLOUD).limits(-2.5, 9, -4, 4).noAxes().width(600).height());
  }
}
