package flowlab.data;

import flowlab.nd.Shapes;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A distribution that can be sampled and whose density is known. */
public interface Density extends RowSampler {
  /** log p(x) at one point of d numbers; −∞ where there is no mass. */
  double logDensity(double... x);

  /** The log density log p, row by row of a batch [n, d]. */
  default double[] logDensity(INDArray x) {
    int d = dimension();
    double[] rows = Shapes.toRows(Shapes.requireBatch("x", x, d));
    double[] log = new double[rows.length / d];
    double[] point = new double[d];
    for (int i = 0; i < log.length; i++) {
      System.arraycopy(rows, i * d, point, 0, d);
      log[i] = logDensity(point);
    }
    return log;
  }
}
