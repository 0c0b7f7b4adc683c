package flowlab.show;

import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

/** A layer that XChart can draw as a series. This is the whole seam between layers and XChart. */
interface ChartSeries {

  /** Whether XChart draws this very layer well. */
  boolean charted();

  /** Adds the layer to a chart that spans these axes, under a name that is unique in the chart. */
  XYSeries addTo(XYChart chart, String name, Axes axes);
}
