package flowlab.kernel.api;

import flowlab.kernel.display.Texts;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One moment of a long loop, as text and as HTML that is readable on light and dark pages. */
record ProgressView(
    int done,
    int total,
    Map<String, Double> numbers,
    double seconds,
    boolean ended,
    double[] history) {
  private static final int WIDTH = 420, HEIGHT = 90, LEFT = 64, BOTTOM = 16;

  /** Numbers that span more than this are drawn on a logarithmic axis. */
  private static final double WIDE = 20;

  public Map<String, Object> mimeBundle() {
    var bundle = new LinkedHashMap<String, Object>();
    bundle.put("text/html", html());
    bundle.put("text/plain", toString());
    return bundle;
  }

  @Override
  public String toString() {
    String steps =
        done == total ? number(total) + " steps" : "step " + number(done) + " of " + number(total);
    String pace = done > 1 ? format(" · %s steps a second", pace(done / seconds)) : "";
    String time =
        ended
            ? " · " + duration(seconds) + (done < total ? " · stopped" : "")
            : done > 1 ? " · " + duration(seconds / done * (total - done)) + " left" : "";
    var text = new StringBuilder(steps);
    numbers.forEach((name, number) -> text.append(format(" · %s %s", name, decimal(number))));
    return text + pace + time;
  }

  private String html() {
    var html = new StringBuilder("<div style=\"max-width:").append(WIDTH).append("px\">");
    if (!ended) {
      html.append("<div style=\"height:6px;border-radius:3px;background:rgba(128,128,128,.3)\">");
      html.append("<div style=\"height:6px;border-radius:3px;background:#2196f3;width:");
      html.append(format("%.1f", 100.0 * done / total)).append("%\"></div></div>");
    }
    html.append("<div style=\"white-space:nowrap\">").append(Texts.html(this)).append("</div>");
    numbers.keySet().stream().findFirst().ifPresent(name -> chart(html, Texts.html(name)));
    return html.append("</div>").toString();
  }

  private void chart(StringBuilder html, String name) {
    double low = Double.POSITIVE_INFINITY, high = Double.NEGATIVE_INFINITY;
    int drawn = 0;
    for (double each : history) {
      if (!Double.isFinite(each)) continue;
      low = Math.min(low, each);
      high = Math.max(high, each);
      drawn++;
    }
    if (drawn < 2) return;
    boolean log = low > 0 && high / low > WIDE;
    double bottom = log ? Math.log(low) : low;
    double span = Math.max((log ? Math.log(high) : high) - bottom, 1e-300);
    html.append(
        format(
            "<svg width=\"%d\" height=\"%d\" viewBox=\"0 0 %1$d %2$d\" fill=\"currentColor\""
                + " font-size=\"11\" role=\"img\" aria-label=\"%3$s\">",
            WIDTH, HEIGHT, name));
    html.append("<polyline fill=\"none\" stroke=\"#2196f3\" stroke-width=\"1.5\" points=\"");
    double width = WIDTH - LEFT - 4, height = HEIGHT - BOTTOM - 12;
    for (int i = 0; i < history.length; i++) {
      if (!Double.isFinite(history[i])) continue;
      double up = ((log ? Math.log(history[i]) : history[i]) - bottom) / span;
      html.append(
          format("%.0f,%.1f ", LEFT + width * i / (history.length - 1), 6 + height * (1 - up)));
    }
    html.append("\"/>");
    label(html, LEFT - 6, 10, "end", decimal(high));
    label(html, LEFT - 6, HEIGHT - BOTTOM - 2, "end", decimal(low));
    label(html, LEFT, HEIGHT - 2, "start", log ? name + ", logarithmic" : name);
    label(html, WIDTH - 4, HEIGHT - 2, "end", "step " + number(done));
    html.append("</svg>");
  }

  private static void label(StringBuilder html, int x, int y, String anchor, String text) {
    html.append(format("<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>", x, y, anchor, text));
  }

  private static String number(int count) {
    return format("%,d", count);
  }

  private static String decimal(double value) {
    return format(Math.abs(value) >= 1e-3 && Math.abs(value) < 1e4 ? "%.4f" : "%.3e", value);
  }

  private static String pace(double perSecond) {
    return perSecond >= 10 ? format("%,.0f", perSecond) : format("%.2g", perSecond);
  }

  static String duration(double seconds) {
    if (seconds < 10) return format("%.1f s", seconds);
    long whole = Math.round(seconds);
    if (whole < 60) return whole + " s";
    if (whole < 3600) return whole / 60 + " min " + whole % 60 + " s";
    return whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }

  private static String format(String pattern, Object... arguments) {
    return String.format(Locale.ROOT, pattern, arguments);
  }
}
