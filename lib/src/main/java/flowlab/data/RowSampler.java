package flowlab.data;

import flowlab.Sampler;
import flowlab.nd.Shapes;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A sampler that draws one row at a time into a plain array; batches follow from that. */
public interface RowSampler extends Sampler {
  /** How many numbers a row has. */
  int dimension();

  /** Writes one draw into {@code rows[at] … rows[at + d − 1]}. */
  void draw(RandomGenerator random, double[] rows, int at);

  @Override
  default void fill(double[] rows, int n, RandomGenerator random) {
    int d = dimension();
    if (rows.length != n * d) {
      throw new IllegalArgumentException(
          "expected room for %d rows of %d numbers, got an array of %d; this sampler has dimension %d"
              .formatted(n, d, rows.length, d));
    }
    for (int i = 0; i < n; i++) draw(random, rows, i * d);
  }

  @Override
  default INDArray sample(int n, RandomGenerator random) {
    Shapes.requirePositive("the number of samples", n);
    double[] rows = new double[n * dimension()];
    fill(rows, n, random);
    return Shapes.fromRows(rows, n, dimension());
  }
}
