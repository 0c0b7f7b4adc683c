package flowlab;

import flowlab.nd.Shapes;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Batches that are made arrays when first asked for: of the hundreds that a solver saves a reader
 * looks at a few, and to make one takes as long as a small step.
 */
final class RowStates extends AbstractList<INDArray> implements RandomAccess {
  private final List<double[]> rows;
  private final int n;
  private final int d;
  private final INDArray[] made;

  RowStates(List<double[]> rows, int n, int d) {
    this.rows = List.copyOf(rows);
    this.n = n;
    this.d = d;
    made = new INDArray[rows.size()];
  }

  @Override
  public synchronized INDArray get(int i) {
    if (made[i] == null) made[i] = Shapes.fromRows(rows.get(i), n, d);
    return made[i];
  }

  @Override
  public int size() {
    return made.length;
  }
}
