package flowlab.data;

import flowlab.nd.Shapes;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;
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
    if (n == 0) {
      throw new IllegalArgumentException("expected a table with rows, got none");
    }
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
      for (int i = 0; i < n; i++) {
        m[c] += points.get(i, c) / n;
      }
      for (int i = 0; i < n; i++) {
        s[c] += (points.get(i, c) - m[c]) * (points.get(i, c) - m[c]) / n;
      }
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

  /** Names of the columns, in order. */
  public List<String> columns() {
    return columns;
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
    if (table.column(name) instanceof NumericColumn<?> column) {
      return column;
    }
    throw new IllegalArgumentException(
        "expected a numeric column, got %s of type %s; numeric ones are %s"
            .formatted(name, table.column(name).type().name(), numeric(table)));
  }

  private static List<String> numeric(Table table) {
    return table.columns().stream()
        .filter(NumericColumn.class::isInstance)
        .map(Column::name)
        .toList();
  }
}
