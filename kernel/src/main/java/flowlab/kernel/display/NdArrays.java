package flowlab.kernel.display;

import java.util.Arrays;
import java.util.Optional;

/** ND4J's arrays: type, shape and values; a matrix also as a table whose cells glow. */
public final class NdArrays {
  private static final int ALL = 12, HEAD = 6, TAIL = 3;
  private static final Class<?>[] ROW_COLUMN = {long.class, long.class};

  private NdArrays() {}

  /** The shape, if it is one of these arrays. */
  public static Optional<String> shape(Object value) {
    return isArray(value)
        ? Optional.of(Arrays.toString((long[]) Reflect.call(value, "shape")))
        : Optional.empty();
  }

  /** How many rows, or numbers of a vector, if it is one of these arrays. */
  public static Optional<Integer> rows(Object value) {
    if (!isArray(value)) return Optional.empty();
    long[] shape = (long[]) Reflect.call(value, "shape");
    return Optional.of(shape.length == 0 ? 1 : Math.toIntExact(shape[0]));
  }

  /** A row of such an array, or a number of a vector. */
  public static Object element(Object array, long i) {
    int rank = (int) Reflect.call(array, "rank");
    Class<?>[] index = {long.class};
    return rank < 2
        ? Reflect.call(array, "getDouble", index, i)
        : Reflect.call(array, "slice", index, i);
  }

  /** Type and shape. */
  static Optional<String> brief(Object value) {
    return shape(value).map(shape -> Reflect.call(value, "dataType") + " " + shape);
  }

  private static boolean isArray(Object value) {
    return value != null && Reflect.isA(value, "org.nd4j.linalg.api.ndarray.INDArray");
  }

  static Optional<Bundle> render(Object value) {
    if (!isArray(value)) return Optional.empty();
    long[] shape = (long[]) Reflect.call(value, "shape");
    String head = "INDArray " + brief(value).orElseThrow();
    String text = head + "\n" + value;
    boolean matrix = shape.length == 2 && shape[0] > 0 && shape[1] > 0 && isReal(value);
    return Optional.of(matrix ? Bundle.html(heat(value, shape, head), text) : Bundle.text(text));
  }

  private static boolean isReal(Object array) {
    return (boolean) Reflect.call(array, "isR") || (boolean) Reflect.call(array, "isZ");
  }

  private static String heat(Object array, long[] shape, String head) {
    int[] rows = Ends.shown(shape[0], ALL, HEAD, TAIL);
    int[] columns = Ends.shown(shape[1], ALL, HEAD, TAIL);
    double[][] values = new double[rows.length][columns.length];
    double largest = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        if (rows[i] < 0 || columns[j] < 0) continue;
        values[i][j] = (double) Reflect.call(array, "getDouble", ROW_COLUMN, rows[i], columns[j]);
        if (Double.isFinite(values[i][j])) largest = Math.max(largest, Math.abs(values[i][j]));
      }
    }
    var html = new StringBuilder("<table><caption>").append(head).append("</caption><tbody>");
    for (int i = 0; i < rows.length; i++) {
      html.append("<tr>");
      for (int j = 0; j < columns.length; j++) {
        boolean cut = rows[i] < 0 || columns[j] < 0;
        html.append(cut ? "<td>…</td>" : cell(values[i][j], largest));
      }
      html.append("</tr>");
    }
    return html.append("</tbody></table>").toString();
  }

  /** Blue above 0 and orange below, the stronger the farther from it. */
  private static String cell(double value, double largest) {
    double share = largest > 0 && Double.isFinite(value) ? Math.abs(value) / largest : 0;
    String colour = value < 0 ? "255,152,0" : "33,150,243";
    String glow = String.valueOf(Math.round(share * 60) / 100.0);
    return "<td style=\"background:rgba("
        + colour
        + ","
        + glow
        + ")\">"
        + Tables.number(value)
        + "</td>";
  }
}
