package flowlab.show;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The plots of a notebook, for {@code import static flowlab.show.Plots.*}.
 *
 * <pre>{@code
 * scatter(samples).title("samples").color("red").pointSize(3)
 * lines("loss", losses).horizontalLine(1.69, "floor").logX()
 * heatMap(grid).with(contour(grid).color("white"), quiver(points, vectors))
 * panels(1, 2, scatter(x0).title("source"), scatter(x1).title("target")).sharedAxes()
 * }</pre>
 *
 * <p>Points are arrays of shape [n, 2] or rows [x, y]; they are copied, and what is not finite is
 * left out. Pictures of the plane (points, heat maps, contours, arrows, trajectories) have equal
 * aspect until {@link Plot#equalAspect} says otherwise; charts (lines, histograms, y against x) do
 * not.
 *
 * @see Plot what can be said about a plot once it is made
 */
public final class Plots {
  private static final int CONTOUR_LEVELS = 8;
  private static final int FILLED_LEVELS = 10;

  private Plots() {}

  /** A cloud of points of shape [n, 2]. */
  public static Plot scatter(INDArray points) {
    return cloud(Columns.of(points, "points"));
  }

  /** A cloud of points as rows [x, y]. */
  public static Plot scatter(double[][] points) {
    return cloud(Columns.of(points, "points"));
  }

  /** Points of shape [n, 2], each coloured by its value on the plot's palette. */
  public static Plot scatter(INDArray points, double[] values) {
    return cloud(Columns.of(points, "points"), Expect.values(values, "values to colour by"));
  }

  /** Points as rows [x, y], each coloured by its value on the plot's palette. */
  public static Plot scatter(double[][] points, double[] values) {
    return cloud(Columns.of(points, "points"), Expect.values(values, "values to colour by"));
  }

  /** A chart of y against x as dots, with axes free of each other. */
  public static Plot scatter(double[] x, double[] y) {
    Dots dots =
        new Dots(
            Expect.values(x, "x values"),
            Expect.values(y, "y values"),
            new double[0],
            new Look().with(l -> l.pointSize = 6));
    return chart(dots);
  }

  /** A curve over 0, 1, 2, … */
  public static Plot lines(double[] y) {
    return lines((String) null, y);
  }

  /** A curve. */
  public static Plot lines(double[] x, double[] y) {
    return lines(null, x, y);
  }

  /** A curve over 0, 1, 2, … with its name in the legend; {@link Plot#line} adds more. */
  public static Plot lines(@Nullable String name, double[] y) {
    double[] copy = Expect.values(y, "y values");
    double[] x = new double[copy.length];
    Arrays.setAll(x, i -> i);
    return lines(name, x, copy);
  }

  /** A curve with its name in the legend; {@link Plot#line} adds more. */
  public static Plot lines(@Nullable String name, double[] x, double[] y) {
    double[][] xs = {Expect.values(x, "x values")};
    double[][] ys = {Expect.values(y, "y values")};
    return chart(new Curves(xs, ys, new Look().with(l -> l.name = name)));
  }

  /**
   * The losses of a training, faintly, their running mean, and the floor below which no loss can
   * fall. The sheet shows what is near the floor; the first losses may lie above it.
   *
   * @param losses of each step
   * @param window how many steps the mean is taken over
   */
  public static Plot losses(double[] losses, int window, double floor) {
    double[] each = Expect.values(losses, "losses");
    Expect.that(window > 0, "expected a positive window, got %s", window);
    double[] means = new double[each.length];
    double sum = 0;
    for (int k = 0; k < each.length; k++) {
      sum += each[k] - (k < window ? 0 : each[k - window]);
      means[k] = sum / Math.min(k + 1, window);
    }
    double top = floor + 2 * (means[Math.min(window, each.length) - 1] - floor);
    double end = Math.max(1, each.length - 1);
    return lines("loss of a step", each)
        .color(Meaning.LEARNED)
        .alpha(0.3)
        .line("mean of %,d".formatted(window), means)
        .color(Meaning.LEARNED)
        .horizontalLine(floor, "floor %.3f".formatted(floor))
        .xlabel("step")
        .ylabel("loss")
        .limits(0, end, floor - 0.1 * Math.abs(top - floor), Math.max(top, floor + 1e-9));
  }

  /** How many of the values fall into each of some equal bins, as many as the data can bear. */
  public static Plot histogram(double[] values) {
    return histogram(values, Bins.fitting(Expect.values(values, "values")));
  }

  /** How many of the values fall into each of some equal bins. */
  public static Plot histogram(double[] values, int bins) {
    return chart(Bins.of(values, bins, false)).ylabel("count");
  }

  /** A histogram whose area is one, to lie beside a density. */
  public static Plot densityHistogram(double[] values, int bins) {
    return chart(Bins.of(values, bins, true)).ylabel("density");
  }

  /** How densely points of shape [n, 2] lie in bins × bins cells of a rectangle, as a heat map. */
  public static Plot histogram2d(INDArray points, Limits limits, int bins) {
    Grid counts = Bins.plane(Columns.of(points, "points"), limits, bins);
    return plane(HeatMap.of(counts, true, new Look()));
  }

  /** A grid of values in colours. */
  public static Plot heatMap(Grid grid) {
    return plane(HeatMap.of(grid(grid), false, new Look()));
  }

  /** Rows of values in colours, {@code rows[j][i]} at the i-th x and the j-th y, lowest y first. */
  public static Plot heatMap(double[][] rows, double xmin, double xmax, double ymin, double ymax) {
    return heatMap(Grid.of(new Limits(xmin, xmax, ymin, ymax), rows));
  }

  /** Lines along which a grid takes eight round values or so. */
  public static Plot contour(Grid grid) {
    return contour(grid, Bands.levels(grid(grid), CONTOUR_LEVELS));
  }

  /** Lines along which a grid takes these values. */
  public static Plot contour(Grid grid, double... levels) {
    return plane(
        IsoLines.of(grid(grid), Bands.checked(levels), new Look().with(l -> l.lineWidth = 1.2)));
  }

  /** The plane in bands of colour between ten round values or so. */
  public static Plot filledContour(Grid grid) {
    return filledContour(grid, FILLED_LEVELS);
  }

  /** The plane in bands of colour between about this many round values. */
  public static Plot filledContour(Grid grid, int levels) {
    return filledContour(grid, Bands.levels(grid(grid), levels));
  }

  /** The plane in bands of colour between these values; what lies outside them stays bare. */
  public static Plot filledContour(Grid grid, double[] levels) {
    Expect.that(
        levels != null && levels.length > 1, "expected at least two levels, with a band between");
    return plane(Bands.of(grid(grid), Bands.checked(levels), new Look()));
  }

  /** An arrow at each point of shape [n, 2]; the scale is chosen so that they do not overlap. */
  public static Plot quiver(INDArray points, INDArray vectors) {
    return arrows(Columns.of(points, "points"), Columns.of(vectors, "vectors"), Double.NaN);
  }

  /** An arrow at each point; the scale is chosen so that they do not overlap. */
  public static Plot quiver(double[][] points, double[][] vectors) {
    return arrows(Columns.of(points, "points"), Columns.of(vectors, "vectors"), Double.NaN);
  }

  /**
   * An arrow from each point to point + scale · vector: fix the scale where pictures are compared.
   */
  public static Plot quiver(INDArray points, INDArray vectors, double scale) {
    return arrows(Columns.of(points, "points"), Columns.of(vectors, "vectors"), scale);
  }

  /** An arrow from each point to point + scale · vector. */
  public static Plot quiver(double[][] points, double[][] vectors, double scale) {
    return arrows(Columns.of(points, "points"), Columns.of(vectors, "vectors"), scale);
  }

  /** The ways of n points through a list of states of shape [n, 2], one state for each time. */
  public static Plot trajectories(List<INDArray> states) {
    Expect.that(states != null && !states.isEmpty(), "expected states of shape [n, 2], got none");
    List<double[][]> columns = new ArrayList<>();
    for (INDArray state : states) columns.add(Columns.of(state, "states"));
    int n = columns.get(0)[0].length;
    double[][] x = new double[n][columns.size()];
    double[][] y = new double[n][columns.size()];
    for (int k = 0; k < columns.size(); k++) {
      double[][] at = columns.get(k);
      Expect.that(
          at[0].length == n,
          "expected %d points in every state as in the first, but state %d has %d",
          n,
          k,
          at[0].length);
      for (int i = 0; i < n; i++) {
        x[i][k] = at[0][i];
        y[i][k] = at[1][i];
      }
    }
    return ways(x, y);
  }

  /** Polylines, each as rows [x, y]. */
  public static Plot trajectories(double[][]... lines) {
    Expect.that(lines != null && lines.length > 0, "expected at least one line of rows [x, y]");
    double[][] x = new double[lines.length][];
    double[][] y = new double[lines.length][];
    for (int i = 0; i < lines.length; i++) {
      double[][] columns = Columns.of(lines[i], "points of a trajectory");
      x[i] = columns[0];
      y[i] = columns[1];
    }
    return ways(x, y);
  }

  /** Figures in rows and columns, filled row by row. */
  public static Panels panels(int rows, int columns, Figure... figures) {
    return panels(rows, columns, Arrays.asList(figures));
  }

  /** Figures in rows and columns, filled row by row. */
  public static Panels panels(int rows, int columns, List<? extends Figure> figures) {
    return new Panels(rows, columns, figures);
  }

  /** The direction of each point of shape [n, 2] from the origin, in [-π, π], to colour it by. */
  public static double[] angles(INDArray points) {
    double[][] c = Columns.of(points, "points");
    double[] angles = new double[c[0].length];
    Arrays.setAll(angles, i -> Math.atan2(c[1][i], c[0][i]));
    return angles;
  }

  static Plot rule(double at, boolean horizontal, String name) {
    Expect.that(Double.isFinite(at), "expected a finite place for the line, got %s", at);
    Look look =
        new Look()
            .with(
                l -> {
                  l.color = HouseStyle.INK;
                  l.dashed = true;
                  l.lineWidth = 1.2;
                  l.name = name;
                });
    return chart(new Rule(at, horizontal, look));
  }

  private static Plot cloud(double[][] c, double... values) {
    return plane(new Dots(c[0], c[1], values, new Look()));
  }

  private static Plot arrows(double[][] at, double[][] by, double scale) {
    Expect.sameLength(by[0], at[0], "vectors", "points");
    Expect.that(
        Double.isNaN(scale) || scale > 0 && Double.isFinite(scale),
        "expected a positive scale, got %s",
        scale);
    double s = Double.isNaN(scale) ? Arrows.fitting(at[0], at[1], by[0], by[1]) : scale;
    Look look = new Look().with(l -> l.lineWidth = 1.4);
    return plane(new Arrows(at[0], at[1], by[0], by[1], s, look));
  }

  private static Plot ways(double[][] x, double[][] y) {
    return plane(new Curves(x, y, new Look().with(l -> l.lineWidth = 1)));
  }

  private static Grid grid(Grid grid) {
    Expect.that(
        grid != null, "expected a grid, got null; Grid.of(limits, 200, (x, y) -> …) makes one");
    return grid;
  }

  private static Plot chart(Layer layer) {
    return new Plot(new Sheet(), List.of(layer));
  }

  private static Plot plane(Layer layer) {
    return new Plot(new Sheet().with(s -> s.equal = true), List.of(layer));
  }
}
