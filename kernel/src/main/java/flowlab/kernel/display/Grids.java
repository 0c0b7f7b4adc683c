package flowlab.kernel.display;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Collections, maps, records and arrays as tables. They have no colours of their own, so they are
 * readable on light pages and on dark ones.
 */
final class Grids {
  private static final int ALL = 20, HEAD = 10, TAIL = 5;
  private static final int ALL_ACROSS = 12, HEAD_ACROSS = 6, TAIL_ACROSS = 3;
  private static final int COPIED = 100_000;

  /**
   * What can be counted through: a collection or an array; of a large one without places only the
   * first are known.
   */
  private record Items(int size, IntFunction<Object> at, boolean headOnly) {
    static final Items NONE = new Items(0, i -> "");

    Items(int size, IntFunction<Object> at) {
      this(size, at, false);
    }

    int[] shown() {
      return Ends.shown(size, ALL, HEAD, headOnly ? 0 : TAIL);
    }

    int[] shownAcross() {
      return Ends.shown(size, ALL_ACROSS, HEAD_ACROSS, headOnly ? 0 : TAIL_ACROSS);
    }
  }

  private Grids() {}

  static Optional<Bundle> render(Object value) {
    String table = table(value);
    return table.isEmpty() ? Optional.empty() : Optional.of(Bundle.html(table, Texts.of(value)));
  }

  private static String table(Object value) {
    if (value instanceof Record record) {
      List<String> names = components(record.getClass());
      var parts = new Items(names.size(), names::get);
      return table(List.of(), parts, i -> row(names.get(i), get(record, names.get(i))));
    }
    if (value instanceof Map<?, ?> map) {
      Items entries = items(map.entrySet()).orElseThrow();
      return table(List.of(), entries, i -> entry((Map.Entry<?, ?>) entries.at().apply(i)));
    }
    Items items = items(value).orElse(Items.NONE);
    if (items.size() == 0) return "";
    Object first = items.at().apply(0);
    if (all(items, item -> item instanceof Record && item.getClass() == first.getClass())) {
      return records(items, components(first.getClass()));
    }
    if (all(items, item -> items(item).isPresent())) {
      return table(List.of(), items, i -> across(i, items(items.at().apply(i)).orElseThrow()));
    }
    return value.getClass().isArray()
        ? table(numbers(items), new Items(1, i -> items), i -> across("", items))
        : table(List.of(), items, i -> row(i, items.at().apply(i)));
  }

  private static String records(Items items, List<String> names) {
    List<Object> head = new ArrayList<>(names);
    head.add(0, "");
    return table(
        head,
        items,
        i -> {
          var row = row(i);
          for (String name : names) row.add(get(items.at().apply(i), name));
          return row;
        });
  }

  private static List<Object> entry(Map.Entry<?, ?> entry) {
    return row(entry.getKey(), entry.getValue());
  }

  /** What stands before the row, and its items. */
  private static List<Object> across(Object name, Items items) {
    var row = row(name);
    for (int i : items.shownAcross()) row.add(i == Ends.GAP ? "…" : items.at().apply(i));
    return row;
  }

  private static List<Object> numbers(Items items) {
    return across("", new Items(items.size(), i -> i));
  }

  /** The first cell of a row says what the row is. */
  private static String table(List<?> head, Items items, IntFunction<List<Object>> row) {
    int size = items.size();
    if (size == 0) return "";
    var html = new StringBuilder("<table>");
    if (!head.isEmpty()) {
      html.append("<thead><tr>");
      for (Object name : head) html.append("<th>").append(cell(name)).append("</th>");
      html.append("</tr></thead>");
    }
    html.append("<tbody>");
    for (int i : items.shown()) {
      html.append("<tr>");
      List<Object> cells = i == Ends.GAP ? List.of("…") : row.apply(i);
      for (int j = 0; j < cells.size(); j++) {
        String tag = j == 0 ? "th>" : "td>";
        html.append('<').append(tag).append(cell(cells.get(j))).append("</").append(tag);
      }
      html.append("</tr>");
    }
    html.append("</tbody></table>");
    if (size > ALL) html.append("<p>").append(String.format("%,d", size)).append(" rows</p>");
    return html.toString();
  }

  private static String cell(Object value) {
    boolean fraction = value instanceof Double || value instanceof Float;
    String text =
        fraction ? Tables.number(((Number) value).doubleValue()) : String.valueOf(Texts.of(value));
    return Texts.html(Tables.shortened(text));
  }

  private static Optional<Items> items(Object value) {
    if (value instanceof List<?> list && list instanceof RandomAccess) {
      return Optional.of(new Items(list.size(), list::get));
    }
    if (value instanceof Collection<?> collection) {
      int size = collection.size();
      List<Object> known = first(collection, size <= COPIED ? size : Math.max(HEAD, HEAD_ACROSS));
      return size <= COPIED ? items(known) : Optional.of(new Items(size, known::get, true));
    }
    boolean array = value != null && value.getClass().isArray();
    return array
        ? Optional.of(new Items(Array.getLength(value), i -> Array.get(value, i)))
        : Optional.empty();
  }

  private static List<Object> first(Collection<?> collection, int most) {
    var first = new ArrayList<Object>();
    Iterator<?> each = collection.iterator();
    while (first.size() < most && each.hasNext()) first.add(each.next());
    return first;
  }

  private static boolean all(Items items, java.util.function.Predicate<Object> is) {
    return IntStream.of(items.shown())
        .filter(i -> i != Ends.GAP)
        .allMatch(i -> is.test(items.at().apply(i)));
  }

  private static List<String> components(Class<?> record) {
    return Stream.of(record.getRecordComponents()).map(RecordComponent::getName).toList();
  }

  private static Object get(Object record, String name) {
    return Reflect.call(record, name);
  }

  private static List<Object> row(Object... cells) {
    var row = new ArrayList<Object>();
    for (Object cell : cells) row.add(cell);
    return row;
  }
}
