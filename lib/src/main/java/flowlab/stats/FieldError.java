package flowlab.stats;

import flowlab.PathSample;
import flowlab.VectorField;
import flowlab.nd.Shapes;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How far a velocity field is from another, and from the single walks that it learned from. Both
 * are means over a {@link PathSample} and per coordinate, as a training loss is, so that
 *
 * <pre>loss(v) = loss(u) + of(v, u)</pre>
 *
 * for the marginal velocity u, up to the noise of the sample: the loss is its floor plus the error
 * of the field.
 */
public final class FieldError {
  private FieldError() {}

  /** The error of a field v, E|v(X_t, t) − u(X_t, t)|² / d. */
  public static double of(VectorField v, VectorField u, PathSample at) {
    return meanSquare(v.at(at.xt(), at.t()), u.at(at.xt(), at.t()));
  }

  /** E|V − v(X_t, t)|² / d, where V is the velocity of the walk: the loss of flow matching. */
  public static double loss(VectorField v, PathSample at) {
    return meanSquare(at.velocity(), v.at(at.xt(), at.t()));
  }

  private static double meanSquare(INDArray a, INDArray b) {
    Shapes.requireSameShape("one field", a, "the other", b);
    double[] x = Shapes.toRows(a);
    double[] y = Shapes.toRows(b);
    double sum = 0;
    for (int i = 0; i < x.length; i++) sum += (x[i] - y[i]) * (x[i] - y[i]);
    return sum / x.length;
  }
}
