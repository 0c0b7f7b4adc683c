package flowlab.show;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A histogram: heights between edges, standing on zero. */
record Bars(double[] edges, double[] heights, Look look) implements Layer, ChartSeries {
  private static final double FILL = 0.35;

  /** Counts of the finite values in equal bins; as a density, the bars' area is one. */
  static Bars of(double[] values, double lo, double hi, int bins, boolean density) {
    double[] edges = new double[bins + 1];
    for (int i = 0; i <= bins; i++) edges[i] = lo + (hi - lo) * i / bins;
    double[] heights = new double[bins];
    int all = 0;
    for (double v : values) {
      all += Double.isFinite(v) ? 1 : 0;
      if (v >= lo && v <= hi) heights[Math.min(bins - 1, (int) ((v - lo) / (hi - lo) * bins))]++;
    }
    for (int i = 0; density && i < bins; i++) heights[i] *= bins / (all * (hi - lo));
    return new Bars(edges, heights, new Look());
  }

  @Override
  public Bars looking(Look look) {
    return new Bars(edges, heights, look);
  }

  @Override
  public Extent extent(boolean logX, boolean logY) {
    double top = 0;
    double least = Double.POSITIVE_INFINITY;
    for (double h : heights) {
      top = Math.max(top, h);
      least = h > 0 ? Math.min(least, h) : least;
    }
    return new Extent(edges[0], edges[edges.length - 1], logY ? least / 2 : 0, top * 1.05);
  }

  /** The outline: from the floor up, along the tops, and down again. */
  private double[][] outline(double floor) {
    int n = heights.length;
    double[] x = new double[2 * n + 2];
    double[] y = new double[2 * n + 2];
    x[0] = edges[0];
    y[0] = floor;
    for (int i = 0; i < n; i++) {
      x[2 * i + 1] = edges[i];
      x[2 * i + 2] = edges[i + 1];
      y[2 * i + 1] = Math.max(floor, heights[i]);
      y[2 * i + 2] = y[2 * i + 1];
    }
    x[2 * n + 1] = edges[n];
    y[2 * n + 1] = floor;
    return new double[][] {x, y};
  }

  private double floor(Axes axes) {
    return axes.logY() ? axes.limits().ymin() : 0;
  }

  private Color fill() {
    return HouseStyle.withAlpha(look.ink(), FILL);
  }

  @Override
  public void paint(Graphics2D g, Axes axes) {
    double[][] line = outline(floor(axes));
    Path2D.Double path = new Path2D.Double();
    path.moveTo(axes.px(line[0][0]), axes.py(line[1][0]));
    for (int i = 1; i < line[0].length; i++) path.lineTo(axes.px(line[0][i]), axes.py(line[1][i]));
    g.setColor(fill());
    g.fill(path);
    g.setColor(look.ink());
    g.setStroke(HouseStyle.stroke(Math.min(look.lineWidth, 1.2), false));
    g.draw(path);
  }

  @Override
  public XYSeries addTo(XYChart chart, String name, Axes axes) {
    double[][] line = outline(floor(axes));
    XYSeries series = chart.addSeries(name, line[0], line[1]);
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Area);
    series.setMarker(SeriesMarkers.NONE);
    series.setFillColor(fill());
    series.setLineColor(look.ink());
    series.setLineStyle(HouseStyle.stroke(Math.min(look.lineWidth, 1.2), false));
    return series;
  }

  @Override
  public String noun() {
    return "a histogram of " + heights.length + " bins";
  }
}
