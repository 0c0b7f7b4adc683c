package flowlab.show;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A table of results, filled row by row and shown with four significant digits; the numbers stay
 * whole for what computes with them.
 *
 * <pre>
 * var errors = ResultTable.of("largest error", "steps", "Euler", "midpoint");
 * for (int n : new int[] {20, 40, 80}) errors.row(n, euler(n), midpoint(n));
 * errors.numbers("Euler")
 * </pre>
 */
public final class ResultTable {
  private static final int DIGITS = 4;

  private final String title;
  private final List<String> columns;
  private final List<List<Object>> rows = new ArrayList<>();

  private ResultTable(String title, List<String> columns) {
    this.title = title;
    this.columns = columns;
  }

  /** A table without rows. */
  public static ResultTable of(String title, String... columns) {
    Expect.that(columns.length > 0, "expected at least one column");
    long different = List.of(columns).stream().distinct().count();
    Expect.that(
        different == columns.length,
        "expected columns with different names, got %s",
        List.of(columns));
    return new ResultTable(Expect.text(title, "title"), List.of(columns));
  }

  /**
   * Adds a row.
   *
   * @param values one for each column: numbers, words, or null where there is nothing to say
   */
  public ResultTable row(Object... values) {
    Expect.that(
        values.length == columns.size(),
        "expected %d values, one for each of %s, got %d",
        columns.size(),
        columns,
        values.length);
    List<Object> row = new ArrayList<>();
    for (Object value : values) {
      row.add(value instanceof Number ? value : value == null ? "" : value.toString());
    }
    rows.add(row);
    return this;
  }

  /** The numbers of a column, from the first row to the last. */
  public double[] numbers(String column) {
    double[] numbers = new double[rows.size()];
    for (int i = 0; i < numbers.length; i++) numbers[i] = number(i, column);
    return numbers;
  }

  /** The number in a row, counted from 0, and a column. */
  public double number(int row, String column) {
    int at = columns.indexOf(column);
    Expect.that(at >= 0, "expected one of the columns %s, got %s", columns, column);
    Expect.that(
        row >= 0 && row < rows.size(), "expected a row from 0 to %d, got %d", rows.size() - 1, row);
    Object value = rows.get(row).get(at);
    Expect.that(value instanceof Number, "expected a number in column %s, got %s", column, value);
    return ((Number) value).doubleValue();
  }

  /** What a notebook shows: {@code text/html}, and {@code text/plain} with columns in line. */
  public Map<String, Object> mimeBundle() {
    Map<String, Object> bundle = new LinkedHashMap<>();
    bundle.put("text/html", html());
    bundle.put("text/plain", toString());
    return bundle;
  }

  private String html() {
    StringBuilder html = new StringBuilder("<table>");
    html.append("<caption>").append(Shown.escaped(title)).append("</caption><thead><tr>");
    for (String column : columns) {
      html.append("<th scope=\"col\">").append(Shown.escaped(column)).append("</th>");
    }
    html.append("</tr></thead><tbody>");
    for (List<Object> row : rows) {
      html.append("<tr>");
      for (Object value : row) {
        String side = value instanceof Number ? "right" : "left";
        html.append("<td style=\"text-align:").append(side).append("\">");
        html.append(Shown.escaped(written(value))).append("</td>");
      }
      html.append("</tr>");
    }
    return html.append("</tbody></table>").toString();
  }

  @Override
  public String toString() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(columns);
    rows.forEach(row -> lines.add(row.stream().map(ResultTable::written).toList()));
    StringBuilder text = new StringBuilder(title);
    for (List<String> line : lines) {
      text.append('\n');
      for (int c = 0; c < line.size(); c++) {
        int column = c;
        int width = lines.stream().mapToInt(l -> l.get(column).length()).max().orElse(0);
        boolean right = !rows.isEmpty() && rows.get(0).get(c) instanceof Number;
        String padded = " ".repeat(width - line.get(c).length());
        text.append(c == 0 ? "" : "   ");
        text.append(right ? padded + line.get(c) : line.get(c) + padded);
      }
    }
    return text.toString();
  }

  private static String written(Object value) {
    return value instanceof Double || value instanceof Float
        ? number(((Number) value).doubleValue())
        : value instanceof Number whole
            ? String.format(Locale.ROOT, "%,d", whole.longValue())
            : value.toString();
  }

  /** Four significant digits, without a power of ten where a person would write none. */
  static String number(double value) {
    if (!Double.isFinite(value)) return Double.toString(value);
    double size = Math.abs(value);
    if (value != 0 && (size < 1e-4 || size >= 1e7)) {
      return String.format(Locale.ROOT, "%." + (DIGITS - 1) + "e", value);
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(DIGITS));
    if (rounded.precision() < DIGITS) { // exact, and shown as long as its neighbours
      rounded = rounded.setScale(rounded.scale() + DIGITS - rounded.precision());
    }
    return value == Math.rint(value) && size < 10_000
        ? Long.toString((long) value)
        : rounded.toPlainString();
  }
}
