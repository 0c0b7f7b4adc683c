package flowlab.show;

import java.awt.Color;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Layers of data on one sheet, made by {@link Plots}. Every method returns a new plot; none changes
 * this one, so threads may share it.
 *
 * <p>Methods about ink ({@link #color}, {@link #alpha}, {@link #pointSize}, {@link #lineWidth},
 * {@link #dashed}, {@link #palette}, {@link #range}, {@link #named}) speak about the layer that was
 * added last; the others about the sheet. Lengths are CSS pixels; limits are in data units and,
 * when they are not given, fitted to the data with a small margin.
 */
public final class Plot implements Figure {
  private final Sheet sheet;
  private final List<Layer> layers;
  private volatile @Nullable Placement layout;

  Plot(Sheet sheet, List<Layer> layers) {
    this.sheet = sheet;
    this.layers = List.copyOf(layers);
  }

  /** Draws other plots over this one, on this plot's sheet; the last one given lies on top. */
  public Plot with(Plot... above) {
    List<Layer> all = new ArrayList<>(layers);
    for (Plot p : above) all.addAll(p.layers);
    return new Plot(sheet, all);
  }

  /** The heading above the axes. */
  public Plot title(String title) {
    String t = Expect.text(title, "title");
    return sheet(s -> s.title = t);
  }

  /** The name of the x axis, with its unit. */
  public Plot xlabel(String label) {
    String t = Expect.text(label, "label");
    return sheet(s -> s.xLabel = t);
  }

  /** The name of the y axis, with its unit. */
  public Plot ylabel(String label) {
    String t = Expect.text(label, "label");
    return sheet(s -> s.yLabel = t);
  }

  /** Shows exactly this rectangle: the way to keep panels and frames comparable. */
  public Plot limits(double xmin, double xmax, double ymin, double ymax) {
    return limits(new Limits(xmin, xmax, ymin, ymax));
  }

  /** Shows exactly this rectangle. */
  public Plot limits(Limits limits) {
    Expect.that(limits != null, "expected limits, got null");
    return sheet(s -> s.limits = limits);
  }

  /** One unit of x as long as one unit of y (true), or the axes free of each other (false). */
  public Plot equalAspect(boolean equal) {
    return sheet(s -> s.equal = equal);
  }

  /** A logarithmic x axis; values that are not positive are left out. */
  public Plot logX() {
    return sheet(s -> s.logX = true);
  }

  /** A logarithmic y axis; values that are not positive are left out. */
  public Plot logY() {
    return sheet(s -> s.logY = true);
  }

  /** No frame, ticks and names: only the layers, from edge to edge. */
  public Plot noAxes() {
    return sheet(s -> s.axes = false);
  }

  /** The size of the whole figure in CSS pixels. */
  public Plot size(int width, int height) {
    Expect.size(width, height);
    return sheet(
        s -> {
          s.width = width;
          s.height = height;
        });
  }

  /** The width in CSS pixels; the height follows from the limits where the aspect is equal. */
  public Plot width(int width) {
    Expect.size(width, 1);
    return sheet(s -> s.width = width);
  }

  /** The legend in a corner: {@code "upper right"}, {@code "lower left"} and so on. */
  public Plot legend(String corner) {
    Corner c = Corner.of(corner);
    return sheet(s -> s.legend = c);
  }

  /** Shows no legend, though layers have names. */
  public Plot noLegend() {
    return sheet(s -> s.legend = null);
  }

  @Override
  public Plot describedAs(String description) {
    String t = Expect.text(description, "description");
    return sheet(s -> s.description = t);
  }

  /** Adds a named curve over 0, 1, 2, … */
  public Plot line(String name, double[] y) {
    return with(Plots.lines(name, y));
  }

  /** Adds a named curve. */
  public Plot line(String name, double[] x, double[] y) {
    return with(Plots.lines(name, x, y));
  }

  /** Adds a dashed level across the sheet, such as the floor of a loss. */
  public Plot horizontalLine(double y, String name) {
    return with(Plots.rule(y, true, name));
  }

  /** Adds a word whose left end stands at a point in data units. */
  public Plot text(double x, double y, String text) {
    Look ink = new Look().with(l -> l.color = HouseStyle.INK);
    return with(new Plot(sheet, List.of(new Words(x, y, Expect.text(text, "text"), ink))));
  }

  /** A colour as {@code "#4c72b0"}, as a name, or as {@code "C0"} for the first of the cycle. */
  public Plot color(String color) {
    return color(Colors.parse(color));
  }

  /** The colour of what the layer added last stands for. */
  public Plot color(Meaning meaning) {
    Expect.that(meaning != null, "expected a meaning, got null");
    return color(meaning.color());
  }

  /** The colour of the layer added last. */
  public Plot color(Color color) {
    Expect.that(color != null, "expected a colour, got null");
    return look(l -> l.color = color);
  }

  /** How opaque the layer added last is, from 0 (invisible) to 1. */
  public Plot alpha(double alpha) {
    Expect.that(alpha >= 0 && alpha <= 1, "expected alpha in [0, 1], got %s", alpha);
    return look(l -> l.alpha = alpha);
  }

  /** The diameter of points in CSS pixels (matplotlib's {@code s} is an area). */
  public Plot pointSize(double diameter) {
    return look(l -> l.pointSize = Expect.length(diameter, "point size"));
  }

  /** The width of lines and of arrows' shafts in CSS pixels. */
  public Plot lineWidth(double width) {
    return look(l -> l.lineWidth = Expect.length(width, "line width"));
  }

  /** Draws lines as dashes. */
  public Plot dashed() {
    return look(l -> l.dashed = true);
  }

  /** The name of the layer added last, which brings it into the legend. */
  public Plot named(String name) {
    return look(l -> l.name = name);
  }

  /** The colours of a heat map, of contours, or of points coloured by value. */
  public Plot palette(Palette palette) {
    Expect.that(palette != null, "expected a palette, got null; Palette.VIRIDIS is the default");
    return look(l -> l.palette = palette);
  }

  /** The values at the two ends of the palette: fix them where several pictures share a scale. */
  public Plot range(double low, double high) {
    Expect.that(low < high, "expected low < high, got %s and %s", low, high);
    return look(
        l -> {
          l.low = low;
          l.high = high;
        });
  }

  @Override
  public int width() {
    return layout().width();
  }

  @Override
  public int height() {
    return layout().height();
  }

  @Override
  public void paint(Graphics2D g) {
    paint(g, layout(), sheet);
  }

  void paint(Graphics2D g, Placement on, Sheet dressed) {
    Graphics2D own = (Graphics2D) g.create();
    try {
      if (ChartEngine.draws(dressed, layers)) {
        ChartEngine.paint(own, dressed, colored(), on.axes(), on.width(), on.height());
      } else {
        PlaneEngine.paint(own, dressed, colored(), on.axes());
      }
    } finally {
      own.dispose();
    }
  }

  @Override
  public String description() {
    return sheet.described(layers, bounds());
  }

  @Override
  public String toString() {
    return description();
  }

  Sheet sheet() {
    return sheet;
  }

  /** Whether XChart paints this plot. */
  boolean charted() {
    return ChartEngine.draws(sheet, layers);
  }

  /** The limits as given, or fitted to the layers. */
  Limits bounds() {
    if (sheet.limits != null) {
      Expect.that(
          (!sheet.logX || sheet.limits.xmin() > 0) && (!sheet.logY || sheet.limits.ymin() > 0),
          "expected positive limits on a logarithmic axis, got %s",
          sheet.limits);
    }
    return sheet.limits(layers);
  }

  private Placement layout() {
    Placement l = layout;
    if (l == null) {
      l = Placement.of(sheet, bounds());
      layout = l;
    }
    return l;
  }

  private List<Layer> colored() {
    List<Layer> out = new ArrayList<>();
    int next = 0;
    for (Layer layer : layers) {
      if (layer.takesColor() && layer.look().color == null) {
        Color c = HouseStyle.cycle(next++);
        out.add(layer.looking(layer.look().with(l -> l.color = c)));
      } else {
        out.add(layer);
      }
    }
    return out;
  }

  private Plot sheet(Consumer<Sheet> change) {
    return new Plot(sheet.with(change), layers);
  }

  private Plot look(Consumer<Look> change) {
    List<Layer> changed = new ArrayList<>(layers);
    Layer last = changed.remove(changed.size() - 1);
    changed.add(last.looking(last.look().with(change)));
    return new Plot(sheet, changed);
  }
}
