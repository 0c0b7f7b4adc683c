package flowlab.kernel.display;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;

/** Tablesaw tables: the first and the last rows, the columns' types, the number of rows. */
final class Tables {
  private static final int ALL = 20, HEAD = 10, TAIL = 5, COLUMNS = 30, LONGEST = 200;

  private Tables() {}

  static Optional<Bundle> render(Object value) {
    return isTable(value)
        ? Optional.of(Bundle.html(html(value), value.toString()))
        : Optional.empty();
  }

  /** Rows and columns. */
  static Optional<String> brief(Object value) {
    return value != null && isTable(value)
        ? Optional.of(
            size((int) Reflect.call(value, "rowCount"), (List<?>) Reflect.call(value, "columns")))
        : Optional.empty();
  }

  private static boolean isTable(Object value) {
    return Reflect.isA(value, "tech.tablesaw.table.Relation", "tech.tablesaw.api.Table");
  }

  private static String size(int rows, List<?> columns) {
    return String.format("%,d rows × %d columns", rows, columns.size());
  }

  private static String html(Object table) {
    int rows = (int) Reflect.call(table, "rowCount");
    List<?> all = (List<?>) Reflect.call(table, "columns");
    List<?> columns = all.subList(0, Math.min(COLUMNS, all.size()));
    var html = new StringBuilder("<table>");
    String name = String.valueOf(Reflect.call(table, "name"));
    html.append("<caption>").append(Texts.html(shortened(name))).append("</caption><thead><tr>");
    for (Object column : columns) {
      html.append("<th>").append(Texts.html(shortened(Reflect.call(column, "name"))));
      html.append("<br><small>")
          .append(Texts.html(Reflect.call(column, "type")))
          .append("</small></th>");
    }
    html.append("</tr></thead><tbody>");
    IntFunction<String> row = index -> row(columns, index);
    boolean cut = rows > ALL;
    for (int i = 0; i < (cut ? HEAD : rows); i++) html.append(row.apply(i));
    if (cut) {
      html.append("<tr>").append("<td>…</td>".repeat(columns.size())).append("</tr>");
      for (int i = rows - TAIL; i < rows; i++) html.append(row.apply(i));
    }
    return html.append("</tbody></table><p>").append(size(rows, all)).append("</p>").toString();
  }

  private static String row(List<?> columns, int index) {
    var html = new StringBuilder("<tr>");
    for (Object column : columns) {
      html.append("<td>").append(Texts.html(shortened(cell(column, index)))).append("</td>");
    }
    return html.append("</tr>").toString();
  }

  /** As the column writes it; a fraction to six digits, which is what a reader compares. */
  private static Object cell(Object column, int index) {
    Class<?>[] at = {int.class};
    boolean missing = (boolean) Reflect.call(column, "isMissing", at, index);
    Object value = missing ? "" : Reflect.call(column, "get", at, index);
    return value instanceof Double || value instanceof Float
        ? number(((Number) value).doubleValue())
        : Reflect.call(column, "getString", at, index);
  }

  static String number(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) return Double.toString(value);
    if (value == Math.rint(value) && Math.abs(value) < 1e15) return Long.toString((long) value);
    boolean plain = Math.abs(value) >= 1e-4 && Math.abs(value) < 1e9;
    return plain
        ? new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros().toPlainString()
        : String.format(Locale.ROOT, "%.5e", value);
  }

  /** What a cell of a table has room for. */
  static String shortened(Object value) {
    String text = String.valueOf(value);
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }
}
