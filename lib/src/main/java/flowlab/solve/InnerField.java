package flowlab.solve;

import flowlab.VectorField;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What difference transition matching learns: for points x at time t the velocity v(y, s) of an
 * inner flow, from noise at s = 0 to Y = X₁ − X₀ given X_t = x at s = 1. {@code
 * exactTransition::inner}, or a network of (x, t, y, s).
 */
@FunctionalInterface
public interface InnerField {
  /**
   * The inner flow at these points.
   *
   * @param x points, [n, d]
   * @param t their outer time
   * @return v(y, s), where row i of y goes with row i of x
   */
  VectorField given(INDArray x, double t);
}
