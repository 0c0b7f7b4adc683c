package flowlab.nd;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Shape checks whose messages say what was expected, what came, and the way out; and the crossing
 * between INDArrays (the edge) and {@code double[]} (where closed forms loop).
 */
public final class Shapes {
  static {
    Backend.prepare();
  }

  private Shapes() {}

  /** A batch [n, d] with n ≥ 1, or an {@link IllegalArgumentException} that says what came. */
  public static INDArray requireBatch(String name, INDArray x) {
    if (x == null || x.rank() != 2) {
      boolean row = x != null && x.rank() == 1 && x.length() > 0;
      throw new IllegalArgumentException(
          "expected %s of shape [n, d], got %s; one point is %s"
              .formatted(
                  name,
                  describe(x),
                  row
                      ? "x.reshape(1, %d)".formatted(x.length())
                      : "Nd4j.create(new double[][]{{1, 2}})"));
    }
    if (x.rows() == 0) {
      throw new IllegalArgumentException(
          "expected %s with at least one row, got %s".formatted(name, describe(x)));
    }
    return x;
  }

  /** A batch [n, d] with this d. */
  public static INDArray requireBatch(String name, INDArray x, int d) {
    if (x == null || x.rank() != 2 || x.columns() != d) {
      throw new IllegalArgumentException(
          "expected %s of shape [n, %d], got %s%s"
              .formatted(name, d, describe(x), wayOutOfRank(x, d)));
    }
    return requireBatch(name, x);
  }

  /** Two batches of one shape. */
  public static void requireSameShape(String nameA, INDArray a, String nameB, INDArray b) {
    requireBatch(nameA, a);
    requireBatch(nameB, b, a.columns());
    if (a.rows() != b.rows()) {
      throw new IllegalArgumentException(
          "expected as many rows in %s as in %s, got %s and %s"
              .formatted(nameB, nameA, describe(b), describe(a)));
    }
  }

  /** Times of shape [n, 1], each within [0, 1]. */
  public static INDArray requireTimes(INDArray t, int n) {
    if (t == null || t.rank() != 2 || t.columns() != 1 || t.rows() != n) {
      throw new IllegalArgumentException(
          "expected times of shape [%d, 1], one for each row of x, got %s; the same time for all is Nd4j.valueArrayOf(new long[]{%d, 1}, 0.5)"
              .formatted(n, describe(t), n));
    }
    for (double time : toRows(t)) requireTime(time);
    return t;
  }

  /** A time within [0, 1]. */
  public static double requireTime(double t) {
    if (!(t >= 0 && t <= 1)) {
      throw new IllegalArgumentException(
          "expected a time in [0, 1] (0 is the source, 1 the data), got " + t);
    }
    return t;
  }

  /** A count of at least one. */
  public static int requirePositive(String name, int n) {
    if (n < 1) {
      throw new IllegalArgumentException("expected %s of at least 1, got %d".formatted(name, n));
    }
    return n;
  }

  /** A finite number above zero. */
  public static double requirePositive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "expected %s to be a finite number above 0, got %s".formatted(name, value));
    }
    return value;
  }

  /** Rows that are all finite numbers; the message names the first row that is not. */
  public static double[] requireFinite(String name, double[] rows, int d) {
    for (int i = 0; i < rows.length; i++) {
      if (!Double.isFinite(rows[i])) {
        throw new IllegalArgumentException(
            "expected finite numbers in %s, got %s in row %d, column %d; drop or fill missing values first"
                .formatted(name, rows[i], i / d, i % d));
      }
    }
    return rows;
  }

  /**
   * An array in float or double as it is, any other in double: in whole numbers a time of 0.5 would
   * be 0, and in half precision 0.3 something else.
   */
  public static INDArray inFloating(INDArray x) {
    return isFloating(x) ? x : x.castTo(DataType.DOUBLE);
  }

  /** An array in float or double, the types that networks compute in and files are written in. */
  public static INDArray requireFloating(String name, INDArray x) {
    if (!isFloating(x)) {
      throw new IllegalArgumentException(
          "expected %s in float or double, got %s; castTo(DataType.DOUBLE) makes them doubles"
              .formatted(name, x.dataType()));
    }
    return x;
  }

  private static boolean isFloating(INDArray x) {
    return x.dataType() == DataType.FLOAT || x.dataType() == DataType.DOUBLE;
  }

  /** The entries of an array row by row, as a new {@code double[]}. */
  public static double[] toRows(INDArray x) {
    return (x.ordering() == 'c' ? x : x.dup('c')).castTo(DataType.DOUBLE).ravel().toDoubleVector();
  }

  /** A new double array [n, d] from its entries row by row. */
  public static INDArray fromRows(double[] rows, int n, int d) {
    Backend.require();
    return Nd4j.create(rows, new long[] {n, d}, 'c');
  }

  /** The shape as a reader writes it: {@code [256, 2]}. */
  public static String describe(INDArray x) {
    return x == null ? "null" : Arrays.toString(x.shape());
  }

  private static String wayOutOfRank(INDArray x, int d) {
    return x != null && x.rank() == 1 && x.length() == d
        ? "; one point is x.reshape(1, %d)".formatted(d)
        : "";
  }
}
