package flowlab.show;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.factory.Nd4j;

/** What does not fit is refused with what was expected and what came. */
class RefusalTest {
  private static final double[] Y = {1, 2, 3};
  private static final double[] NANS = {Double.NaN, Double.NaN};
  private static final Plot PLOT = Plots.lines(Y);

  static Stream<Arguments> refusals() {
    return Stream.of(
        refused("[n, 2], got [3]", () -> Plots.scatter(Nd4j.create(Y))),
        refused("[n, 2], got [1, 3]", () -> Plots.scatter(Nd4j.create(new double[][] {Y}))),
        refused("row 1 has 3", () -> Plots.scatter(new double[][] {{1, 2}, Y})),
        refused("got none", () -> Plots.scatter(new double[0][])),
        refused("all 1 are NaN", () -> Plots.scatter(new double[][] {NANS})),
        refused("all 2 are NaN", () -> Plots.lines(NANS)),
        refused("got none", () -> Plots.lines(new double[0])),
        refused("got 3 and 2", () -> Plots.lines(Y, new double[] {1, 2})),
        refused("got 1 and 2", () -> Plots.scatter(new double[][] {{1, 2}, {3, 4}}, new double[1])),
        refused("bins, got -1", () -> Plots.histogram(Y, -1)),
        refused("CSS pixels between 1", () -> PLOT.size(-3, 10)),
        refused("positive line width", () -> PLOT.lineWidth(0)),
        refused("alpha in [0, 1]", () -> PLOT.alpha(2)),
        refused("got \"blurple\"", () -> PLOT.color("blurple")),
        refused("[upper right, ", () -> PLOT.legend("top")),
        refused("xmin < xmax", () -> PLOT.limits(1, 1, 0, 1)),
        refused("ymin < ymax", () -> PLOT.limits(0, 1, Double.NaN, 1)),
        refused(
            "positive on the logarithmic", () -> Plots.lines(new double[] {-1, -2}).logY().png()),
        refused("positive limits", () -> PLOT.limits(0, 1, 0, 1).logX().png()),
        refused("row 1 has 1", () -> Plots.heatMap(new double[][] {{1, 2}, {1}}, 0, 1, 0, 1)),
        refused("a null among them", () -> Plots.panels(1, 2, PLOT, null)),
        refused("at most 1 figures", () -> Plots.panels(1, 1, PLOT, PLOT)),
        refused("expected 4 values", () -> Grid.of(Limits.square(1), 2, Y)),
        refused("levels that grow", () -> Plots.contour(bowl(), 2, 1)),
        refused("expected a grid, got null", () -> Plots.heatMap((Grid) null)),
        refused("5 points", () -> Plots.trajectories(List.of(Nd4j.ones(5, 2), Nd4j.ones(4, 2)))),
        refused("positive scale", () -> Plots.quiver(new double[1][2], new double[1][2], -1)),
        refused("at least two colours", () -> Palette.of(0xffffff)),
        refused("scale in (0, 16]", () -> PLOT.image(0)),
        refused("at least one frame", () -> Animation.of(List.of(), 24)),
        refused("from 1/655 to 50", () -> Animation.of(3, 100, k -> PLOT)),
        refused("same limits", () -> Animation.of(2, 9, k -> PLOT.size(90 + k, 50)).gif()));
  }

  private static Grid bowl() {
    return Grid.of(Limits.square(1), 5, (x, y) -> x * x + y * y);
  }

  private static Arguments refused(String reason, Executable call) {
    return Arguments.of(reason, call);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void saysWhatWasExpectedAndWhatCame(String reason, Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(reason), message);
  }
}
