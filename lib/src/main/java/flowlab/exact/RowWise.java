package flowlab.exact;

import flowlab.nd.Shapes;
import flowlab.nd.Workers;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A closed form applied to each row of a batch, the rows spread over the workers.
 *
 * @param d numbers in a row
 * @param workspace makes the memory of one worker
 */
record RowWise<W>(int d, Supplier<W> workspace) {
  /** A number for the row at x[at] … x[at + d − 1]. */
  interface Number<W> {
    double of(W workspace, double[] x, int at, double t);
  }

  /** d numbers for such a row, into the same places of {@code out}. */
  interface Vector<W> {
    void of(W workspace, double[] x, int at, double t, double[] out);
  }

  double[] numbers(INDArray x, double t, Number<W> number) {
    double[] rows = Shapes.toRows(Shapes.requireBatch("x", x, d));
    Shapes.requireTime(t);
    double[] out = new double[rows.length / d];
    each(out.length, (w, i) -> out[i] = number.of(w, rows, i * d, t));
    return out;
  }

  INDArray vectors(INDArray x, double t, Vector<W> vector) {
    double[] rows = Shapes.toRows(Shapes.requireBatch("x", x, d));
    double[] out = new double[rows.length];
    into(rows, x.rows(), Shapes.requireTime(t), out, vector);
    return Shapes.fromRows(out, x.rows(), d);
  }

  INDArray vectors(INDArray x, INDArray t, Vector<W> vector) {
    double[] rows = Shapes.toRows(Shapes.requireBatch("x", x, d));
    double[] times = Shapes.toRows(Shapes.requireTimes(t, x.rows()));
    double[] out = new double[rows.length];
    into(rows, times.length, i -> times[i], out, vector);
    return Shapes.fromRows(out, times.length, d);
  }

  void into(double[] x, int n, double t, double[] out, Vector<W> vector) {
    into(x, n, i -> t, out, vector);
  }

  private void into(double[] x, int n, IntToDoubleFunction times, double[] out, Vector<W> vector) {
    each(n, (w, i) -> vector.of(w, x, i * d, times.applyAsDouble(i), out));
  }

  private interface Visit<W> {
    void row(W workspace, int i);
  }

  private void each(int n, Visit<W> visit) {
    Workers.rows(
        n,
        (from, to) -> {
          W own = workspace.get();
          for (int i = from; i < to; i++) visit.row(own, i);
        });
  }
}
