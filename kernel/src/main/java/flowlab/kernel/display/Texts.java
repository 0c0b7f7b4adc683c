package flowlab.kernel.display;

import java.lang.reflect.Array;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;

/** Values as text of a sensible length. */
public final class Texts {
  private static final int ITEMS = 100, LENGTH = 10_000, DEPTH = 6;
  private static final int LONGEST = 100_000;

  /** Longer numbers take the JDK too long to write, and nothing stops it there. */
  private static final int MOST_BITS = 4_000_000;

  private final StringBuilder out = new StringBuilder();

  private Texts() {}

  public static String of(Object value) {
    if (value instanceof CharSequence text) return cut(text);
    var texts = new Texts();
    texts.add(value, 0);
    return texts.out.toString();
  }

  private void add(Object value, int depth) {
    if (value == null) out.append("null");
    else if (out.length() > LENGTH || depth > DEPTH) out.append('…');
    else if (value.getClass().isArray()) array(value, depth);
    else if (value instanceof Collection<?> items) items(items.iterator(), items.size(), depth);
    else if (value instanceof Map<?, ?> map) map(map, depth);
    else if (value instanceof Record record) record(record, depth);
    else if (value instanceof BigInteger number && number.bitLength() > MOST_BITS) {
      out.append("a BigInteger of ").append(number.bitLength()).append(" bits, too long to show");
    } else {
      out.append(readable(cut(value instanceof CharSequence c ? c : "" + value)));
    }
  }

  /** Text of any length as text that a page can hold; says how long it was. */
  static String cut(CharSequence text) {
    if (text.length() <= LONGEST) return text.toString();
    String all = String.format(Locale.ROOT, "%,d", text.length());
    return text.subSequence(0, LONGEST) + "… (cut: " + all + " characters in all)";
  }

  /** Without the hidden class that JShell puts around what a cell declares. */
  public static String readable(String text) {
    return text.contains("REPL.$JShell$")
        ? text.replaceAll("REPL\\.\\$JShell\\$\\w+[$.]", "")
        : text;
  }

  /** Text fit for HTML, also between double quotes. */
  public static String html(Object text) {
    return String.valueOf(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private void array(Object array, int depth) {
    int length = Array.getLength(array);
    out.append('[');
    for (int i = 0; i < length && more(i, length); i++) add(Array.get(array, i), depth + 1);
    out.append(']');
  }

  private void items(Iterator<?> items, int size, int depth) {
    out.append('[');
    for (int i = 0; items.hasNext() && more(i, size); i++) add(items.next(), depth + 1);
    out.append(']');
  }

  private void map(Map<?, ?> map, int depth) {
    out.append('{');
    int i = 0;
    for (var entry : map.entrySet()) {
      if (!more(i++, map.size())) break;
      add(entry.getKey(), depth + 1);
      out.append('=');
      add(entry.getValue(), depth + 1);
    }
    out.append('}');
  }

  /** A separator before all but the first; false, and a count, when enough is shown. */
  private boolean more(int index, int size) {
    if (index > 0) out.append(", ");
    if (index < ITEMS && out.length() <= LENGTH) return true;
    out.append("… ").append(size).append(" in all");
    return false;
  }

  /** The compiler's toString of a record is final; one that a reader writes hardly ever is. */
  private static boolean hasOwnText(Class<?> record) {
    try {
      return !Modifier.isFinal(record.getDeclaredMethod("toString").getModifiers());
    } catch (NoSuchMethodException e) {
      return true;
    }
  }

  /** As the record itself says it; but arrays and long lists in it as they are shown here. */
  private void record(Record record, int depth) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    String name = record.getClass().getSimpleName();
    if (hasOwnText(record.getClass())) {
      out.append(readable(cut("" + record)));
      return;
    }
    out.append(name).append('[');
    for (int i = 0; i < components.length; i++) {
      if (i > 0) out.append(", ");
      out.append(components[i].getName()).append('=');
      add(Reflect.call(record, components[i].getName()), depth + 1);
    }
    out.append(']');
  }
}
