package flowlab;

import flowlab.nd.Shapes;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A velocity whose divergence ∇·u is known: what the log density of a flow asks for. */
public interface FieldWithDivergence extends VectorField {
  /**
   * ∇·u(x, t), row by row.
   *
   * @param x points, [n, d]
   * @return n numbers
   */
  double[] divergence(INDArray x, double t);

  /**
   * Velocity and divergence of n rows at once. Override it where one costs little beside the other.
   */
  default void into(double[] x, int n, double t, double[] velocity, double[] divergence) {
    into(x, n, t, velocity);
    double[] known = divergence(Shapes.fromRows(x.clone(), n, x.length / n), t);
    System.arraycopy(known, 0, divergence, 0, n);
  }
}
