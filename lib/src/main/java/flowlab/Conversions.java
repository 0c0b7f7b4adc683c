package flowlab;

import flowlab.nd.Shapes;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * From one prediction to another along X_t = α X₀ + β X₁. All four are means given X_t = x, and
 * with the point itself any one of them gives E[X₀ | x] and E[X₁ | x]:
 *
 * <pre>
 * ( α  β ) ( E[X₀ | x] )   ( x )      velocity: a = α′, b = β′    noise: a = 1, b = 0
 * ( a  b ) ( E[X₁ | x] ) = ( q )      data:     a = 0,  b = 1     score: −noise / α
 * </pre>
 *
 * <p>From the velocity nothing singular is divided by: the determinant αβ′ − α′β of the straight
 * path is 1. Elsewhere there are ends where the system says nothing: at t = 0 the noise prediction
 * is x, whatever the data, and at t = 1 the data prediction is x, whatever the score. A field is
 * converted there by its limit, from two times close to the end; a lone value cannot be, and is
 * refused. The noise at t = 1 is 0, since E[X₀ | x] = −α · score.
 *
 * @param path α and β
 */
public record Conversions(Interpolant path) {
  /** What a field or a network gives at (x, t). */
  public enum Prediction {
    /** The velocity E[α′ X₀ + β′ X₁ | X_t = x]. */
    VELOCITY,
    /** The score ∇ log p_t(x) = −E[X₀ | X_t = x] / α, for X₀ ~ N(0, I). */
    SCORE,
    /** The mean of the noise, E[X₀ | X_t = x]. */
    NOISE,
    /** The mean of the data, E[X₁ | X_t = x]. */
    DATA
  }

  private static final double END = 1e-9; // a denominator below this is an end
  private static final double STEP = 1e-4; // from the end to the times that its limit is taken from

  /** Conversions along this path. */
  public static Conversions along(Interpolant path) {
    return new Conversions(path);
  }

  /**
   * One prediction from another, as a field.
   *
   * @param from what {@code field} gives
   * @param to what the new field gives
   */
  public VectorField convert(Prediction from, Prediction to, VectorField field) {
    return new VectorField() {
      @Override
      public INDArray at(INDArray x, INDArray t) {
        Shapes.requireBatch("x", x);
        int n = x.rows();
        int d = x.columns();
        double[] rows = Shapes.toRows(x);
        double[] times = Shapes.toRows(Shapes.requireTimes(t, n));
        double[] q = Shapes.toRows(Shapes.requireBatch("the field", field.at(x, t), d));
        double[] out = new double[n * d];
        double[] row = new double[d];
        double[] limit = new double[d];
        for (int i = 0; i < n; i++) {
          if (isDetermined(from, to, times[i])) {
            combine(from, to, times[i], rows, q, i * d, d, out);
          } else {
            System.arraycopy(rows, i * d, row, 0, d);
            into(row, 1, times[i], limit);
            System.arraycopy(limit, 0, out, i * d, d);
          }
        }
        return Shapes.fromRows(out, n, d);
      }

      @Override
      public void into(double[] x, int n, double t, double[] out) {
        int d = x.length / n;
        double[] q = new double[x.length];
        if (isDetermined(from, to, t)) {
          field.into(x, n, t, q);
          combine(from, to, t, x, q, 0, x.length, out);
          return;
        }
        // The limit, from the straight line through two times close to the end.
        double inward = t < 0.5 ? STEP : -STEP;
        double[] further = new double[n * d];
        field.into(x, n, t + 2 * inward, q);
        combine(from, to, t + 2 * inward, x, q, 0, x.length, further);
        field.into(x, n, t + inward, q);
        combine(from, to, t + inward, x, q, 0, x.length, out);
        for (int i = 0; i < n * d; i++) out[i] = 2 * out[i] - further[i];
      }
    };
  }

  /**
   * One prediction from another at one time.
   *
   * @param x points, [n, d]
   * @param q what {@code from} says of them, [n, d]
   * @throws IllegalArgumentException at an end where q does not determine the answer
   */
  public INDArray convert(Prediction from, Prediction to, INDArray x, INDArray q, double t) {
    Shapes.requireSameShape("x", x, "the prediction", q);
    Shapes.requireTime(t);
    if (!isDetermined(from, to, t)) {
      throw new IllegalArgumentException(
          "at t = %s the %s says nothing of the %s; convert the field, which takes the limit, or use a time inside (0, 1)"
              .formatted(t, from.name().toLowerCase(), to.name().toLowerCase()));
    }
    double[] out = new double[(int) x.length()];
    combine(from, to, t, Shapes.toRows(x), Shapes.toRows(q), 0, out.length, out);
    return Shapes.fromRows(out, x.rows(), x.columns());
  }

  /** ∇ log p_t from a velocity; (t u − x)/(1 − t) on the straight path. */
  public VectorField score(VectorField velocity) {
    return convert(Prediction.VELOCITY, Prediction.SCORE, velocity);
  }

  /** E[X₁ | X_t = x] from a velocity; x + (1 − t) u on the straight path. */
  public VectorField data(VectorField velocity) {
    return convert(Prediction.VELOCITY, Prediction.DATA, velocity);
  }

  /** E[X₀ | X_t = x] from a velocity; x − t u on the straight path. */
  public VectorField noise(VectorField velocity) {
    return convert(Prediction.VELOCITY, Prediction.NOISE, velocity);
  }

  private boolean isDetermined(Prediction from, Prediction to, double t) {
    if (from == to) return true;
    boolean noNoise = Math.abs(path.alpha().applyAsDouble(t)) < END;
    boolean noData = Math.abs(path.beta().applyAsDouble(t)) < END;
    boolean fromNoise = from == Prediction.NOISE || from == Prediction.SCORE;
    boolean toNoise = to == Prediction.NOISE || to == Prediction.SCORE;
    return !(noNoise && to == Prediction.SCORE) && !(noData && fromNoise && !toNoise);
  }

  /** out = the combination of x and q that {@code to} is, for entries at … at + length − 1. */
  private void combine(
      Prediction from,
      Prediction to,
      double t,
      double[] x,
      double[] q,
      int at,
      int length,
      double[] out) {
    if (from == to) {
      System.arraycopy(q, at, out, at, length);
      return;
    }
    double alpha = path.alpha().applyAsDouble(t);
    double beta = path.beta().applyAsDouble(t);
    double scaleIn = from == Prediction.SCORE ? -alpha : 1; // the score is a scaled noise
    double scaleOut = to == Prediction.SCORE ? -1 / alpha : 1;
    double a = ofNoise(from, t);
    double b = ofData(from, t);
    double c = ofNoise(to, t);
    double e = ofData(to, t);
    double byX;
    double byQ;
    if (a == c && b == e) { // noise and score: the point has no part in it
      byX = 0;
      byQ = 1;
    } else if (from == Prediction.DATA && Math.abs(alpha) < END) { // E[X₀ | x] = 0 at the data
      byX = 0;
      byQ = e;
    } else { // Cramer's rule
      double determinant = alpha * b - beta * a;
      byX = (c * b - e * a) / determinant;
      byQ = (e * alpha - c * beta) / determinant;
    }
    for (int i = at; i < at + length; i++) out[i] = scaleOut * (byX * x[i] + byQ * scaleIn * q[i]);
  }

  private double ofNoise(Prediction prediction, double t) {
    return switch (prediction) {
      case VELOCITY -> path.alphaDot().applyAsDouble(t);
      case NOISE, SCORE -> 1;
      case DATA -> 0;
    };
  }

  private double ofData(Prediction prediction, double t) {
    return switch (prediction) {
      case VELOCITY -> path.betaDot().applyAsDouble(t);
      case NOISE, SCORE -> 0;
      case DATA -> 1;
    };
  }
}
