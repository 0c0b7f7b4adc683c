package flowlab.nd;

/**
 * n rows that go into a net, put together from parts that lie side by side: arrays of rows, and
 * numbers that are the same in every row. So a field's (x, t) needs no array of its own.
 *
 * @param n rows
 * @param parts from left to right
 */
public record Input(int n, Part... parts) {
  /**
   * Some columns.
   *
   * @param rows the numbers, row by row; just one if it is the same in all rows
   * @param width columns
   * @param same the same in all rows
   */
  public record Part(double[] rows, int width, boolean same) {}

  /** Columns from an array of rows. */
  public static Part rows(double[] rows, int width) {
    return new Part(rows, width, false);
  }

  /** One column with the same number in every row. */
  public static Part same(double value) {
    return new Part(new double[] {value}, 1, true);
  }

  /** Rows that are whole already. */
  static Input whole(double[] rows, int n, int width) {
    return new Input(n, rows(rows, width));
  }

  /** All columns as rows of one array. */
  double[] gather() {
    int width = width();
    double[] all = new double[n * width];
    int at = 0;
    for (Part part : parts) {
      for (int i = 0; i < n * part.width; i++) {
        all[i / part.width * width + at + i % part.width] = part.rows[part.same ? 0 : i];
      }
      at += part.width;
    }
    return all;
  }

  int width() {
    int width = 0;
    for (Part part : parts) width += part.width;
    return width;
  }
}
