package flowlab.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.factory.Nd4j;

class ChartEngineTest {
  private static final double[] Y = {1, 2, 4, 3};
  private static final double[][] ROWS = {{0, 1}, {1, 2}, {2, 0}};
  private static final Grid GRID = Grid.of(new Limits(0, 1, 0, 1), 8, (x, y) -> x + y);

  private static Arguments plot(String name, boolean charted, Plot plot) {
    return Arguments.of(name, charted, plot);
  }

  /** Each method of {@link Plots}, and what a plot is asked for. */
  static Stream<Arguments> kinds() {
    return Stream.of(
        plot("lines", true, Plots.lines(Y)),
        plot("losses", true, Plots.losses(Y, 2, 0.5)),
        plot("lines with dots", true, Plots.lines(Y).with(Plots.scatter(Y, Y))),
        plot("lines with a level", true, Plots.lines(Y).horizontalLine(1, "floor")),
        plot("histogram", true, Plots.histogram(Y, 3)),
        plot("densityHistogram", true, Plots.densityHistogram(Y, 3)),
        plot("logarithmic lines", false, Plots.lines(Y).logY()),
        plot("lines without axes", false, Plots.lines(Y).noAxes()),
        plot("lines of equal aspect", false, Plots.lines(Y).equalAspect(true)),
        plot("scatter of numbers", false, Plots.scatter(Y, Y)),
        plot("scatter", false, Plots.scatter(ROWS)),
        plot("coloured scatter", false, Plots.scatter(ROWS, new double[] {1, 2, 3})),
        plot("heatMap", false, Plots.heatMap(GRID)),
        plot("contour", false, Plots.contour(GRID)),
        plot("filledContour", false, Plots.filledContour(GRID)),
        plot("histogram2d", false, Plots.histogram2d(Nd4j.create(ROWS), GRID.limits(), 4)),
        plot("quiver", false, Plots.quiver(ROWS, ROWS)),
        plot("trajectories", false, Plots.trajectories(ROWS)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void theKindOfAPlotSaysWhoDrawsIt(String name, boolean charted, Plot plot) {
    assertEquals(charted, plot.charted(), name);
  }

  @Test
  void theDataNeverDo() {
    double[] many = IntStream.range(0, 5_000).mapToDouble(i -> i % 97).toArray();
    for (double[] y : List.of(new double[] {1}, Y, many)) {
      assertTrue(Plots.lines(y).with(Plots.scatter(y, y)).charted());
      assertEquals(Plots.scatter(Y, Y).charted(), Plots.scatter(y, y).charted());
    }
  }

  /** However many points a curve has, its dashes are as long. */
  @Test
  void aDashedCurveHasGaps() {
    double[] x = IntStream.rangeClosed(0, 2_000).mapToDouble(i -> i / 2_000.0).toArray();
    double full = ink(Plots.lines(x, x));
    double few = ink(Plots.lines(new double[] {0, 1}, new double[] {0, 1}).dashed());
    double dense = ink(Plots.lines(x, x).dashed());
    assertTrue(few < 0.75 * full, few + " of " + full);
    assertEquals(few, dense, 0.1 * full);
  }

  private static double ink(Plot plot) {
    var image = plot.color("#ff0000").limits(0, 1, 0, 1).image(1);
    int[] rgb = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    return IntStream.of(rgb).filter(c -> (c >> 16 & 255) > 240 && (c & 255) < 128).count();
  }
}
