package flowlab.stats;

import flowlab.nd.Shapes;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The energy distance (Székely and Rizzo, 2013)
 *
 * <pre>
 * D² = 2 E|X − Y| − E|X − X′| − E|Y − Y′|  ≥ 0,   0 only for equal laws
 * </pre>
 *
 * of the two samples taken as laws, each point with itself included, so that it is never negative.
 */
public final class EnergyDistance {
  private EnergyDistance() {}

  /** The squared distance D² of samples [n, d] and [m, d], in O(nm). */
  public static double squared(INDArray x, INDArray y) {
    Shapes.requireBatch("x", x);
    int d = x.columns();
    double[] xs = Shapes.toRows(x);
    double[] ys = Shapes.toRows(Shapes.requireBatch("y", y, d));
    double n = x.rows();
    double m = y.rows();
    return 2 * PairSums.between(xs, ys, d, Math::sqrt) / (n * m)
        - PairSums.within(xs, d, Math::sqrt) / (n * n)
        - PairSums.within(ys, d, Math::sqrt) / (m * m);
  }
}
