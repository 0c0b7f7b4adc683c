package flowlab.show;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;

/** Paints a plot with XChart, dressed in the house style. */
final class ChartEngine {
  private static final Color CLEAR = new Color(255, 255, 255, 0);
  private static final Color GROUND = new Color(255, 255, 255, 215);

  private ChartEngine() {}

  /**
   * Whose hand draws is for the kind of the plot to say, never for its data: XChart draws curves
   * and bars, with dots and rules on them, over plain axes; the plane draws all else. (XChart
   * labels whole decades only, so a short logarithmic axis would stand without a scale, and places
   * its box itself, so in a grid with planes the plane draws all.)
   */
  static boolean draws(Sheet sheet, List<Layer> layers) {
    return !sheet.equal
        && !sheet.inLine
        && sheet.axes
        && !sheet.logX
        && !sheet.logY
        && !(layers.get(0) instanceof Dots)
        && layers.stream().allMatch(layer -> layer instanceof ChartSeries s && s.charted());
  }

  static void paint(
      Graphics2D g, Sheet sheet, List<Layer> layers, Axes axes, int width, int height) {
    // XChart pads all sides alike, and leaves out labels that would not fit at the right end: it
    // paints
    // with twice the padding on a larger sheet, of which three sides fall off the figure.
    XYChart chart = new XYChart(width + HouseStyle.PADDING, height + 2 * HouseStyle.PADDING);
    dress(chart, sheet, axes);
    boolean anyNamed = false;
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      boolean named = layer.look().name != null && sheet.legend != null;
      // XChart wants a name of its own for each series, also where two layers share one.
      String id = named ? layer.look().label() : "";
      XYSeries series = ((ChartSeries) layer).addTo(chart, id + "\u200b".repeat(i + 1), axes);
      series.setShowInLegend(named);
      if (layer instanceof Dots) {
        chart.getStyler().setMarkerSize((int) Math.max(1, Math.rint(layer.look().pointSize)));
      }
      anyNamed |= named;
    }
    chart.getStyler().setLegendVisible(anyNamed);
    Graphics2D own = (Graphics2D) g.create();
    try {
      own.translate(-HouseStyle.PADDING, -HouseStyle.PADDING);
      chart.paint(own, width + HouseStyle.PADDING, height + 2 * HouseStyle.PADDING);
    } finally {
      own.dispose();
    }
  }

  private static void dress(XYChart chart, Sheet sheet, Axes axes) {
    Limits l = axes.limits();
    chart.setTitle(sheet.title);
    chart.setXAxisTitle(sheet.xLabel);
    chart.setYAxisTitle(sheet.yLabel);
    XYStyler s = chart.getStyler();
    s.setChartBackgroundColor(HouseStyle.PAPER);
    s.setChartFontColor(HouseStyle.INK);
    s.setChartPadding(2 * HouseStyle.PADDING);
    s.setChartTitleVisible(!sheet.title.isEmpty());
    s.setChartTitleFont(HouseStyle.TITLE);
    s.setChartTitleBoxVisible(false);
    s.setChartTitlePadding(4);
    s.setPlotBackgroundColor(HouseStyle.PAPER);
    s.setPlotBorderVisible(false);
    s.setPlotContentSize(1);
    s.setPlotMargin(0);
    s.setPlotGridLinesVisible(true);
    s.setPlotGridVerticalLinesVisible(false);
    s.setPlotGridLinesColor(HouseStyle.GRID);
    s.setPlotGridLinesStroke(new BasicStroke(1));
    s.setAxisTitleFont(HouseStyle.LABEL);
    s.setXAxisTitleVisible(!sheet.xLabel.isEmpty());
    s.setYAxisTitleVisible(!sheet.yLabel.isEmpty());
    s.setAxisTickLabelsFont(HouseStyle.TICK);
    s.setAxisTickLabelsColor(HouseStyle.INK);
    s.setAxisTickMarksColor(HouseStyle.AXIS);
    s.setAxisTickMarksStroke(new BasicStroke(HouseStyle.AXIS_WIDTH));
    s.setAxisTickMarkLength(HouseStyle.TICK_LENGTH);
    s.setAxisTickPadding(4);
    s.setXAxisTicksVisible(sheet.xTicks);
    s.setYAxisTicksVisible(sheet.yTicks);
    s.setXAxisMin(l.xmin());
    s.setXAxisMax(l.xmax());
    s.setYAxisMin(l.ymin());
    s.setYAxisMax(l.ymax());
    s.setXAxisTickMarkSpacingHint(64);
    s.setYAxisTickMarkSpacingHint(44);
    s.setXAxisTickLabelsFormattingFunction(labels(l.xmin(), l.xmax()));
    s.setYAxisTickLabelsFormattingFunction(labels(l.ymin(), l.ymax()));
    s.setLegendPosition(position(sheet.legend));
    s.setLegendFont(HouseStyle.LABEL);
    s.setLegendBackgroundColor(GROUND);
    s.setLegendBorderColor(CLEAR);
    s.setLegendPadding(6);
    s.setLegendSeriesLineLength(22);
    s.setAntiAlias(true);
    s.setTextAntiAlias(true);
  }

  /**
   * XChart places the ticks and does not say how far apart: each label has the decimals that its
   * own value needs, so that neighbours never read the same.
   */
  private static Function<Double, String> labels(double lo, double hi) {
    boolean powers = Ticks.inPowers(lo, hi);
    return v -> Ticks.label(v, unit(v, hi - lo), powers);
  }

  /** The largest power of ten, not far below the span, of which v is a whole multiple. */
  private static double unit(double v, double span) {
    double unit = Math.pow(10, Math.floor(Math.log10(span)));
    while (unit > 1e-6 * span && Math.abs(v / unit - Math.rint(v / unit)) > 1e-6) unit /= 10;
    return unit;
  }

  private static LegendPosition position(@Nullable Corner corner) {
    return switch (corner == null ? Corner.UPPER_RIGHT : corner) {
      case UPPER_RIGHT -> LegendPosition.InsideNE;
      case UPPER_LEFT -> LegendPosition.InsideNW;
      case LOWER_LEFT -> LegendPosition.InsideSW;
      case LOWER_RIGHT -> LegendPosition.InsideSE;
    };
  }
}
