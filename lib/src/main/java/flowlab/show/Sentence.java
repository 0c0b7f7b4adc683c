package flowlab.show;

import java.util.List;
import java.util.stream.Collectors;

/** A figure in words, for readers who cannot see it. */
final class Sentence {
  private Sentence() {}

  static String of(Sheet sheet, List<Layer> layers, Limits l) {
    String what = layers.stream().map(Layer::noun).distinct().collect(Collectors.joining(", "));
    String title = sheet.title.isEmpty() ? "" : sheet.title + ": ";
    return title
        + what
        + "; "
        + range(sheet.xLabel.isEmpty() ? "x" : sheet.xLabel, l.xmin(), l.xmax())
        + ", "
        + range(sheet.yLabel.isEmpty() ? "y" : sheet.yLabel, l.ymin(), l.ymax());
  }

  private static String range(String name, double from, double to) {
    return name + " from " + shortly(from) + " to " + shortly(to);
  }

  private static String shortly(double v) {
    return Ticks.plain(
        new java.math.BigDecimal(v).round(new java.math.MathContext(3)).doubleValue());
  }
}
