package flowlab.check;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A number for each row at a time, such as a log density or a divergence: {@code
 * exact::logDensity}, or a lambda.
 */
@FunctionalInterface
public interface Numbers {
  /**
   * The numbers.
   *
   * @param x points, [n, d]
   * @return n numbers
   */
  double[] at(INDArray x, double t);
}
