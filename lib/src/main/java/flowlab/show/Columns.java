package flowlab.show;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Arrays as they come to plain columns of numbers: always copies. */
final class Columns {
  private static final String ONE_POINT = "one point is new double[][] {{1, 2}}";

  private Columns() {}

  /** Two columns x, y of an array of shape [n, 2]. */
  static double[][] of(INDArray a, String what) {
    Expect.that(a != null, "expected %s of shape [n, 2], got null", what);
    Expect.that(
        a.rank() == 2 && a.size(1) == 2 && a.size(0) > 0,
        "expected %s of shape [n, 2], got %s; %s",
        what,
        Arrays.toString(a.shape()),
        ONE_POINT);
    double[] flat = flat(a);
    double[][] columns = new double[2][flat.length / 2];
    for (int i = 0; i < flat.length; i++) columns[i & 1][i >> 1] = flat[i];
    return checked(columns, what);
  }

  /** Two columns x, y of rows of two. */
  static double[][] of(double[][] rows, String what) {
    Expect.that(
        rows != null && rows.length > 0,
        "expected %s as rows [x, y], got none; %s",
        what,
        ONE_POINT);
    double[][] columns = new double[2][rows.length];
    for (int i = 0; i < rows.length; i++) {
      Expect.that(
          rows[i] != null && rows[i].length == 2,
          "expected %s as rows [x, y], but row %d has %s numbers; %s",
          what,
          i,
          rows[i] == null ? "no" : rows[i].length,
          ONE_POINT);
      columns[0][i] = rows[i][0];
      columns[1][i] = rows[i][1];
    }
    return checked(columns, what);
  }

  /** All numbers of an array in reading order. */
  static double[] flat(INDArray a) {
    try (INDArray copy = a.dup('c')) {
      return copy.data().asDouble();
    }
  }

  private static double[][] checked(double[][] columns, String what) {
    for (int i = 0; i < columns[0].length; i++) {
      if (Double.isFinite(columns[0][i]) && Double.isFinite(columns[1][i])) return columns;
    }
    throw new IllegalArgumentException(
        String.format(
            java.util.Locale.ROOT,
            "expected finite %s, but all %d are NaN or infinite; print them where they are made (a"
                + " training or a solver that diverged?)",
            what,
            columns[0].length));
  }
}
