package flowlab.show;

import java.awt.Color;
import java.awt.Graphics2D;
import java.util.function.IntUnaryOperator;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Dots, each coloured by its value or, if there are no values, all of one colour. */
record Dots(double[] x, double[] y, double[] values, Look look) implements Layer, ChartSeries {

  Dots {
    Expect.sameLength(x, y, "x values", "y values");
    if (values.length > 0) Expect.sameLength(values, x, "values to colour by", "points");
  }

  @Override
  public Dots looking(Look look) {
    return new Dots(x, y, values, look);
  }

  @Override
  public Extent extent(boolean logX, boolean logY) {
    return Extent.of(x, y, logX, logY);
  }

  @Override
  public void paint(Graphics2D g, Axes axes) {
    double[] px = new double[x.length];
    double[] py = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      px[i] = axes.px(x[i]);
      py[i] = axes.py(y[i]);
    }
    IntUnaryOperator argb = i -> look.ink().getRGB();
    if (values.length == 0) {
      int one = look.ink().getRGB();
      argb = i -> one;
    } else {
      Shade shade = Shade.of(look, values);
      int alpha = (int) Math.round(255 * look.alpha) << 24;
      argb = i -> alpha | shade.rgb(values[i]);
    }
    Sprites.stamp(g, px, py, look.pointSize, argb);
  }

  @Override
  public void paintKey(Graphics2D g, double left, double middle, double width) {
    double size = Math.max(5, Math.min(look.pointSize, 9));
    Color c = look.color == null && values.length > 0 ? look.palette.color(0.5) : look.ink();
    // A legend of faint dots cannot be read: the key is drawn at full strength.
    Color full = new Color(c.getRed(), c.getGreen(), c.getBlue());
    Sprites.stamp(
        g, new double[] {left + width / 2}, new double[] {middle}, size, i -> full.getRGB());
  }

  @Override
  public boolean charted() {
    return values.length == 0; // XChart knows one colour a series
  }

  @Override
  public XYSeries addTo(XYChart chart, String name, Axes axes) {
    XYSeries series = chart.addSeries(name, ChartSeries.finite(x), ChartSeries.finite(y));
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    series.setMarker(SeriesMarkers.CIRCLE);
    series.setMarkerColor(look.ink());
    return series;
  }

  @Override
  public String noun() {
    return x.length == 1 ? "a point" : String.format(java.util.Locale.ROOT, "%,d points", x.length);
  }
}
