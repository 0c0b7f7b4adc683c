package flowlab.data;

import flowlab.nd.Shapes;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Rows of a Tablesaw table as data: each draw is one row of the chosen columns, all equally likely.
 *
 * <pre>
 * var data = TableSampler.of(Table.read().csv("penguins.csv"), "bill", "flipper").standardised();
 * … train on data …
 * INDArray inMillimetres = data.restore(samples);
 * </pre>
 *
 * <p>A value: it copies the numbers, later changes of the table do not reach it, and it is safe to
 * share between threads, each with a generator of its own.
 */
public final class TableSampler implements RowSampler {
  private final List<String> columns;
  private final Points points;
  private final double[] mean;
  private final double[] deviation;

  private TableSampler(List<String> columns, Points points, double[] mean, double[] deviation) {
    this.columns = columns;
    this.points = points;
    this.mean = mean;
    this.deviation = deviation;
  }

  /**
   * These columns of a table.
   *
   * @throws IllegalArgumentException if a column does not exist, is not numeric or has missing
   *     values; the message says what to do
   */
  public static TableSampler of(Table table, String... columns) {
    if (columns.length == 0) {
      throw new IllegalArgumentException(
          "expected names of columns, got none; numeric ones are " + numeric(table));
    }
    int n = table.rowCount();
    int d = columns.length;
    if (n == 0) throw new IllegalArgumentException("expected a table with rows, got none");
    double[] rows = new double[n * d];
    for (int c = 0; c < d; c++) {
      NumericColumn<?> column = numericColumn(table, columns[c]);
      for (int i = 0; i < n; i++) {
        rows[i * d + c] = column.getDouble(i);
        if (!Double.isFinite(rows[i * d + c])) {
          throw new IllegalArgumentException(
              "expected a number in every row of column %s, got %s in row %d; table.dropRowsWithMissingValues() leaves them out"
                  .formatted(columns[c], rows[i * d + c], i));
        }
      }
    }
    double[] ones = new double[d];
    Arrays.fill(ones, 1);
    return new TableSampler(List.of(columns), new Points(rows, d), new double[d], ones);
  }

  /**
   * The same rows with mean 0 and standard deviation 1 in each column; {@link #restore} undoes it.
   */
  public TableSampler standardised() {
    int d = dimension();
    int n = points.size();
    double[] m = new double[d];
    double[] s = new double[d];
    for (int c = 0; c < d; c++) {
      for (int i = 0; i < n; i++) m[c] += points.get(i, c) / n;
      for (int i = 0; i < n; i++) s[c] += (points.get(i, c) - m[c]) * (points.get(i, c) - m[c]) / n;
      s[c] = Math.sqrt(s[c]);
      if (!(s[c] > 1e-12 * Math.abs(m[c]))) {
        throw new IllegalArgumentException(
            "column %s is the same in all %d rows, so it cannot be standardised; leave it out"
                .formatted(columns.get(c), n));
      }
    }
    double[] rows = new double[n * d];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (points.get(i / d, i % d) - m[i % d]) / s[i % d];
    }
    for (int c = 0; c < d; c++) { // standardising twice keeps the units of the table
      m[c] = mean[c] + deviation[c] * m[c];
      s[c] *= deviation[c];
    }
    return new TableSampler(columns, new Points(rows, d), m, s);
  }

  /**
   * Rows to fit with, and rows to judge by.
   *
   * @param kept for the fit
   * @param heldOut for the judgement
   */
  public record Split(TableSampler kept, TableSampler heldOut) {}

  /**
   * Holds the k-th of so many equal parts out, k from 0. A row's own numbers, mixed with the seed,
   * say in which part it is: so the parts of one seed are the folds of a cross-validation, rows
   * that are equal stay on one side, and a row that was fitted is never judged by its copy.
   *
   * @throws IllegalArgumentException if there are fewer than {@value #LEAST} different rows for
   *     each part; the message says what to do
   */
  public Split holdOut(int k, int parts, long seed) {
    if (!(parts > 1 && k >= 0 && k < parts)) {
      throw new IllegalArgumentException(
          "expected a part from 0 to %d of at least two, got %d of %d"
              .formatted(parts - 1, k, parts));
    }
    int n = points.size();
    long[] hashes = new long[n];
    Arrays.setAll(hashes, i -> hash(i, seed));
    long[] sorted = hashes.clone();
    Arrays.sort(sorted);
    requireDifferent(sorted, parts);
    long low = sorted[(int) ((long) n * k / parts)];
    boolean last = k == parts - 1;
    long high = last ? 0 : sorted[(int) ((long) n * (k + 1) / parts)];
    boolean[] out = new boolean[n];
    int held = 0;
    for (int i = 0; i < n; i++) {
      out[i] = hashes[i] >= low && (last || hashes[i] < high);
      held += out[i] ? 1 : 0;
    }
    return new Split(where(out, false, n - held), where(out, true, held));
  }

  /** How many rows each part of {@link #holdOut} must have. */
  static final int LEAST = 10;

  private void requireDifferent(long[] sorted, int parts) {
    int different = 0;
    for (int i = 0; i < sorted.length; i++) {
      different += i == 0 || sorted[i] != sorted[i - 1] ? 1 : 0;
    }
    if (different < LEAST * parts) {
      throw new IllegalArgumentException(
          ("expected at least %d different rows, %d for each of %d parts, got %d; bring more, or"
                  + " fit what so few can tell: new Gaussian(points.mean(), points.covariance())")
              .formatted(LEAST * parts, LEAST, parts, different));
    }
  }

  /** The finaliser of SplitMix64 over the numbers of a row (Steele et al., 2014). */
  private long hash(int row, long seed) {
    long z = seed;
    for (int c = 0; c < dimension(); c++) {
      z += Double.doubleToLongBits(points.get(row, c) + 0.0) + 0x9E3779B97F4A7C15L; // −0 is 0
      z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
      z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
      z ^= z >>> 31;
    }
    return z;
  }

  private TableSampler where(boolean[] out, boolean wanted, int n) {
    int d = dimension();
    double[] rows = new double[n * d];
    for (int i = 0, at = 0; i < out.length; i++) {
      for (int c = 0; out[i] == wanted && c < d; c++) rows[at++] = points.get(i, c);
    }
    return new TableSampler(columns, new Points(rows, d), mean, deviation);
  }

  /** From the table's units into this sampler's: (x − mean) / deviation, column by column. */
  public INDArray standardise(INDArray x) {
    return change(x, false);
  }

  /** From this sampler's units back into the table's: mean + deviation · x, column by column. */
  public INDArray restore(INDArray x) {
    return change(x, true);
  }

  private INDArray change(INDArray x, boolean back) {
    int d = dimension();
    double[] rows = Shapes.toRows(Shapes.requireBatch("x", x, d));
    for (int i = 0; i < rows.length; i++) {
      int c = i % d;
      rows[i] = back ? mean[c] + deviation[c] * rows[i] : (rows[i] - mean[c]) / deviation[c];
    }
    return Shapes.fromRows(rows, rows.length / d, d);
  }

  /** The names of the columns, in order. */
  public List<String> columns() {
    return columns;
  }

  /** The same rows, and of them these columns only, in this order. */
  public TableSampler select(String... names) {
    int[] at = Arrays.stream(names).mapToInt(this::indexOf).toArray();
    int n = points.size();
    int d = at.length;
    double[] rows = new double[n * d];
    for (int i = 0; i < rows.length; i++) rows[i] = points.get(i / d, at[i % d]);
    return new TableSampler(
        List.of(names),
        new Points(rows, d),
        Arrays.stream(at).mapToDouble(c -> mean[c]).toArray(),
        Arrays.stream(at).mapToDouble(c -> deviation[c]).toArray());
  }

  private int indexOf(String name) {
    int c = columns.indexOf(name);
    if (c < 0) {
      throw new IllegalArgumentException(
          "expected one of the columns %s, got \"%s\"".formatted(columns, name));
    }
    return c;
  }

  /** All rows as a finite data set. */
  public Points points() {
    return points;
  }

  /** What was subtracted from each column; 0 before {@link #standardised}. */
  public double[] mean() {
    return mean.clone();
  }

  /** What each column was divided by; 1 before {@link #standardised}. */
  public double[] deviation() {
    return deviation.clone();
  }

  @Override
  public int dimension() {
    return columns.size();
  }

  @Override
  public void draw(RandomGenerator random, double[] rows, int at) {
    points.draw(random, rows, at);
  }

  private static NumericColumn<?> numericColumn(Table table, String name) {
    if (!table.containsColumn(name)) {
      throw new IllegalArgumentException(
          "expected the name of a column, got \"%s\"; numeric ones are %s"
              .formatted(name, numeric(table)));
    }
    if (table.column(name) instanceof NumericColumn<?> column) return column;
    String days =
        table.column(name) instanceof DateColumn
            ? "; days since 1970 are numbers: DoubleColumn.create(\"days\","
                + " table.dateColumn(\"%s\").asList().stream().mapToDouble(LocalDate::toEpochDay))"
                    .formatted(name)
            : "";
    throw new IllegalArgumentException(
        "expected a numeric column, got %s of type %s; numeric ones are %s%s"
            .formatted(name, table.column(name).type().name(), numeric(table), days));
  }

  private static List<String> numeric(Table table) {
    return table.columns().stream()
        .filter(NumericColumn.class::isInstance)
        .map(Column::name)
        .toList();
  }
}
