package flowlab.show;

import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A reference line across the whole sheet, at one x or one y. */
record Rule(double at, boolean horizontal, Look look) implements Layer, ChartSeries {

  @Override
  public Rule looking(Look look) {
    return new Rule(at, horizontal, look);
  }

  @Override
  public Extent extent(boolean logX, boolean logY) {
    double none0 = Double.POSITIVE_INFINITY;
    double none1 = Double.NEGATIVE_INFINITY;
    return horizontal ? new Extent(none0, none1, at, at) : new Extent(at, at, none0, none1);
  }

  @Override
  public void paint(Graphics2D g, Axes axes) {
    var box = axes.box();
    g.setStroke(HouseStyle.stroke(look.lineWidth, look.dashed));
    g.setColor(look.ink());
    g.draw(
        horizontal
            ? new Line2D.Double(box.x, axes.py(at), box.x + box.width, axes.py(at))
            : new Line2D.Double(axes.px(at), box.y, axes.px(at), box.y + box.height));
  }

  @Override
  public void paintKey(Graphics2D g, double left, double middle, double width) {
    g.setStroke(HouseStyle.stroke(look.lineWidth, look.dashed));
    g.setColor(look.ink());
    g.draw(new Line2D.Double(left, middle, left + width, middle));
  }

  @Override
  public boolean takesColor() {
    return false;
  }

  @Override
  public XYSeries addTo(XYChart chart, String name, Axes axes) {
    Limits l = axes.limits();
    double[] x = horizontal ? new double[] {l.xmin(), l.xmax()} : new double[] {at, at};
    double[] y = horizontal ? new double[] {at, at} : new double[] {l.ymin(), l.ymax()};
    XYSeries series = chart.addSeries(name, x, y);
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(look.ink());
    series.setLineStyle(HouseStyle.stroke(look.lineWidth, look.dashed));
    return series;
  }

  @Override
  public String noun() {
    return (horizontal ? "a level at " : "a mark at ") + Ticks.plain(at);
  }
}
