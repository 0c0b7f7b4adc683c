package flowlab;

import flowlab.nd.Shapes;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A velocity u(x, t): where a point at x moves at time t. A lambda will do: {@code VectorField u =
 * (x, t) -> x.neg();}.
 */
@FunctionalInterface
public interface VectorField {
  /**
   * The velocity at each row.
   *
   * @param x points, [n, d]
   * @param t their times, [n, 1]
   * @return velocities, [n, d]
   */
  INDArray at(INDArray x, INDArray t);

  /** The velocity of all rows at one time; whole numbers are taken as doubles. */
  default INDArray at(INDArray x, double t) {
    INDArray points = Shapes.inFloating(Shapes.requireBatch("x", x));
    return at(points, Nd4j.valueArrayOf(new long[] {x.rows(), 1}, t, points.dataType()));
  }

  /**
   * The velocity of n rows of d numbers at one time, written into {@code velocity}: what a solver
   * calls. Override it where arrays can be skipped.
   */
  default void into(double[] x, int n, double t, double[] velocity) {
    int d = x.length / n;
    INDArray u = Shapes.requireBatch("the velocity", at(Shapes.fromRows(x.clone(), n, d), t), d);
    System.arraycopy(Shapes.toRows(u), 0, velocity, 0, n * d);
  }
}
