package flowlab;

import flowlab.nd.Shapes;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Columns of times, [n, 1]: one for each row of a batch. */
public final class Times {
  private Times() {}

  /** Independent times, uniform on [0, 1]. */
  public static INDArray uniform(int n, RandomGenerator random) {
    return column(random.doubles(Shapes.requirePositive("the number of times", n)).toArray());
  }

  /** The same time for each of n rows. */
  public static INDArray all(int n, double t) {
    double[] times = new double[Shapes.requirePositive("the number of times", n)];
    Arrays.fill(times, Shapes.requireTime(t));
    return column(times);
  }

  private static INDArray column(double[] times) {
    return Shapes.fromRows(times, times.length, 1);
  }
}
