package flowlab.show;

import java.util.Arrays;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

/** A layer that XChart can draw as a series. This is the whole seam between layers and XChart. */
interface ChartSeries {

  /** Whether XChart draws this kind of layer well. */
  default boolean charted() {
    return true;
  }

  /** Adds the layer to a chart that spans these axes, under a name that is unique in the chart. */
  XYSeries addTo(XYChart chart, String name, Axes axes);

  /** Numbers that have no place on an axis as NaN, which breaks a line and hides a point. */
  static double[] finite(double[] values) {
    return Arrays.stream(values).map(v -> Double.isFinite(v) ? v : Double.NaN).toArray();
  }
}
