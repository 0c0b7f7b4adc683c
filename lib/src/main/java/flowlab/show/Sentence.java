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
    double largest = Math.max(Math.abs(from), Math.abs(to));
    int digits = 3 + (int) Math.max(0, Math.log10(largest / (to - from)));
    return name + " from " + Ticks.plain(from, digits) + " to " + Ticks.plain(to, digits);
  }
}
