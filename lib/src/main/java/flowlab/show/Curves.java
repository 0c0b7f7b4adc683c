package flowlab.show;

import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Polylines in one look. NaN breaks a line. */
record Curves(double[][] x, double[][] y, Look look) implements Layer, ChartSeries {

  /** From so many polylines on, drawing them ourselves pays for a sheet of our own. */
  private static final int MANY = 24;

  Curves {
    for (int i = 0; i < x.length; i++) Expect.sameLength(x[i], y[i], "x values", "y values");
  }

  @Override
  public Curves looking(Look look) {
    return new Curves(x, y, look);
  }

  @Override
  public Extent extent(boolean logX, boolean logY) {
    Extent all = Extent.NONE;
    for (int i = 0; i < x.length; i++) all = all.union(Extent.of(x[i], y[i], logX, logY));
    return all;
  }

  @Override
  public void paint(Graphics2D g, Axes axes) {
    Strokes strokes =
        x.length >= MANY && !look.dashed ? Strokes.over(g, axes.box(), look.lineWidth) : null;
    g.setStroke(HouseStyle.stroke(look.lineWidth, look.dashed));
    g.setColor(look.ink());
    for (int i = 0; i < x.length; i++) {
      if (strokes != null) {
        strokes.add(mapped(x[i], axes::px), mapped(y[i], axes::py), look.ink().getRGB());
      } else {
        g.draw(path(axes, x[i], y[i]));
      }
    }
    if (strokes != null) strokes.paint(g);
  }

  private static double[] mapped(double[] v, DoubleUnaryOperator map) {
    double[] out = new double[v.length];
    Arrays.setAll(out, i -> map.applyAsDouble(v[i]));
    return out;
  }

  private static Path2D path(Axes axes, double[] x, double[] y) {
    Path2D.Double path = new Path2D.Double(Path2D.WIND_NON_ZERO, x.length);
    boolean down = false;
    double lastX = 0;
    double lastY = 0;
    for (int i = 0; i < x.length; i++) {
      double px = axes.px(x[i]);
      double py = axes.py(y[i]);
      if (!(Math.abs(px) < 1e6 && Math.abs(py) < 1e6)) {
        down = false;
      } else if (!down) {
        path.moveTo(px, py);
        down = true;
        lastX = px;
        lastY = py;
      } else if (Math.abs(px - lastX) + Math.abs(py - lastY) > 0.15 || i == x.length - 1) {
        // Steps that nobody can see cost as much as those one can.
        path.lineTo(px, py);
        lastX = px;
        lastY = py;
      }
    }
    return path;
  }

  @Override
  public void paintKey(Graphics2D g, double left, double middle, double width) {
    g.setStroke(HouseStyle.stroke(Math.min(look.lineWidth, 5), look.dashed));
    g.setColor(look.ink());
    g.draw(new Line2D.Double(left, middle, left + width, middle));
  }

  @Override
  public XYSeries addTo(XYChart chart, String name, Axes axes) {
    double[][] line = {joined(x), joined(y)};
    if (look.dashed) {
      line =
          Dashes.of(HouseStyle.stroke(look.lineWidth, true).getDashArray(), line[0], line[1], axes);
    }
    XYSeries series =
        chart.addSeries(
            name, ChartSeries.finite(uneven(line[0])), ChartSeries.finite(twiceTheFirst(line[1])));
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
    series.setMarker(SeriesMarkers.NONE);
    // XChart draws segment by segment: transparent ink would add up where segments touch.
    series.setLineColor(HouseStyle.onPaper(look.ink()));
    series.setLineStyle(HouseStyle.stroke(look.lineWidth, look.dashed));
    return series;
  }

  /**
   * The same places with one more a hair after the first. Where x is evenly spaced XChart marks the
   * axis at some of the data, 334, 668, 1,002 and so on; otherwise at round numbers.
   */
  private static double[] uneven(double[] x) {
    double[] out = twiceTheFirst(x);
    if (x.length > 1) out[1] = x[0] + 1e-6 * (x[1] - x[0]);
    return out;
  }

  private static double[] twiceTheFirst(double[] values) {
    double[] out = new double[values.length + 1];
    System.arraycopy(values, 0, out, 1, values.length);
    out[0] = values[0];
    return out;
  }

  /** All lines end to end, with NaN between them: one series, one entry in the legend. */
  private static double[] joined(double[][] parts) {
    int n = parts.length - 1;
    for (double[] part : parts) n += part.length;
    double[] out = new double[n];
    int at = 0;
    for (double[] part : parts) {
      if (at > 0) out[at++] = Double.NaN;
      System.arraycopy(part, 0, out, at, part.length);
      at += part.length;
    }
    return out;
  }

  @Override
  public String noun() {
    return x.length == 1
        ? (look.name == null ? "a line" : "line “" + look.name + "”")
        : x.length + " trajectories";
  }
}
