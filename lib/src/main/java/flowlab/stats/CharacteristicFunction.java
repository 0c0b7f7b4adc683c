package flowlab.stats;

import flowlab.nd.Shapes;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The characteristic function φ(k) = E e^{ik·X} of a sample, and means of the kind E[Z e^{ik·X}]
 * that the proof of E[ε | X_t] = −β ∇ log p_t is made of. Real and imaginary part each have a
 * standard deviation of at most 1/√N (times the spread of Z), so five of them are a band that
 * chance does not leave.
 */
public final class CharacteristicFunction {
  /**
   * A complex number with the half-width of its band.
   *
   * @param re real part
   * @param im imaginary part
   * @param band 5/√N, times the root mean square of Z where there is one
   */
  public record Value(double re, double im, double band) {
    /** Whether a number lies within the band, in both parts. */
    public boolean isNear(double otherRe, double otherIm) {
      return Math.abs(re - otherRe) <= band && Math.abs(im - otherIm) <= band;
    }
  }

  private CharacteristicFunction() {}

  /** The mean of e^{ik·x} over the rows of x, [n, d]. */
  public static Value of(INDArray x, double... k) {
    return of(x, null, k);
  }

  /**
   * The mean of z e^{ik·x} over the rows.
   *
   * @param x [n, d]
   * @param z a number a row, n of them; null for 1
   * @param k d numbers
   */
  public static Value of(INDArray x, double @Nullable [] z, double... k) {
    int d = k.length;
    double[] rows = Shapes.toRows(Shapes.requireBatch("x", x, d));
    int n = rows.length / d;
    if (z != null && z.length != n) {
      throw new IllegalArgumentException(
          "expected a number for each of %d rows, got %d".formatted(n, z.length));
    }
    double re = 0;
    double im = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double phase = 0;
      for (int c = 0; c < d; c++) phase += k[c] * rows[i * d + c];
      double factor = z == null ? 1 : z[i];
      re += factor * Math.cos(phase) / n;
      im += factor * Math.sin(phase) / n;
      squares += factor * factor / n;
    }
    return new Value(re, im, 5 * Math.sqrt(squares / n));
  }
}
