package flowlab;

import flowlab.nd.Shapes;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How a sample travels from noise to data: X_t = α(t) X₀ + β(t) X₁, with velocity dX_t/dt = α′(t)
 * X₀ + β′(t) X₁ (Albergo and Vanden-Eijnden, 2023; Lipman et al., 2023).
 *
 * <p>A function travels with its derivative; the two are compared by finite differences when an
 * interpolant is made.
 *
 * @param name what a figure calls it
 * @param alpha α, with α(0) = 1
 * @param beta β, with β(0) = 0 and β(1) = 1
 * @param alphaDot α′
 * @param betaDot β′
 */
public record Interpolant(
    String name,
    DoubleUnaryOperator alpha,
    DoubleUnaryOperator beta,
    DoubleUnaryOperator alphaDot,
    DoubleUnaryOperator betaDot) {

  public Interpolant {
    requireValue(name, "alpha", alpha, 0, 1);
    requireValue(name, "beta", beta, 0, 0);
    requireValue(name, "beta", beta, 1, 1);
    requireDerivative(name, "alpha", alpha, alphaDot);
    requireDerivative(name, "beta", beta, betaDot);
  }

  /** Straight lines: α = 1 − t, β = t. */
  public static Interpolant linear() {
    return new Interpolant("linear", t -> 1 - t, t -> t, t -> -1, t -> 1);
  }

  /** Quarter circles: α = cos(πt/2), β = sin(πt/2); the variance stays that of unit data. */
  public static Interpolant trigonometric() {
    double w = Math.PI / 2;
    return new Interpolant(
        "trigonometric",
        t -> Math.cos(w * t),
        t -> Math.sin(w * t),
        t -> -w * Math.sin(w * t),
        t -> w * Math.cos(w * t));
  }

  /**
   * Conditional optimal transport with a smallest noise: α = 1 − (1 − σ_min) t, β = t (Lipman et
   * al., 2023, eq. 20). Its velocity is X₁ − (1 − σ_min) X₀.
   */
  public static Interpolant conditionalOt(double sigmaMin) {
    if (!(sigmaMin >= 0 && sigmaMin < 1)) {
      throw new IllegalArgumentException("expected sigma_min in [0, 1), got " + sigmaMin);
    }
    double slope = 1 - sigmaMin;
    return new Interpolant(
        "conditional OT, sigma_min " + sigmaMin, t -> 1 - slope * t, t -> t, t -> -slope, t -> 1);
  }

  /**
   * Straight lines walked with a cosine's speed, slow at both ends: β = (1 − cos πt)/2, α = 1 − β.
   * (What other libraries call the cosine schedule, α = cos(πt/2) with β = sin(πt/2), is {@link
   * #trigonometric()}.)
   */
  public static Interpolant cosine() {
    DoubleUnaryOperator speed = t -> 0.5 * Math.PI * Math.sin(Math.PI * t);
    DoubleUnaryOperator square = t -> Math.sin(0.5 * Math.PI * t) * Math.sin(0.5 * Math.PI * t);
    return new Interpolant(
        "cosine", t -> square.applyAsDouble(1 - t), square, t -> -speed.applyAsDouble(t), speed);
  }

  /** Straight lines walked with growing speed: β = tⁿ, α = 1 − tⁿ. */
  public static Interpolant polynomial(int n) {
    Shapes.requirePositive("the power", n);
    return new Interpolant(
        "polynomial " + n,
        t -> 1 - Math.pow(t, n),
        t -> Math.pow(t, n),
        t -> -n * Math.pow(t, n - 1),
        t -> n * Math.pow(t, n - 1));
  }

  /** Any pair of functions with their derivatives, which are compared by differences. */
  public static Interpolant of(
      DoubleUnaryOperator alpha,
      DoubleUnaryOperator beta,
      DoubleUnaryOperator alphaDot,
      DoubleUnaryOperator betaDot) {
    return new Interpolant("custom", alpha, beta, alphaDot, betaDot);
  }

  /**
   * The point on the way and its velocity, row by row.
   *
   * @param x0 noise, [n, d]
   * @param x1 data, [n, d]
   * @param t times in [0, 1], [n, 1]
   */
  public PathSample at(INDArray x0, INDArray x1, INDArray t) {
    Shapes.requireSameShape("x0", x0, "x1", x1);
    int n = x0.rows();
    int d = x0.columns();
    Shapes.requireTimes(t, n);
    double[] xt = new double[n * d];
    double[] velocity = new double[n * d];
    along(Shapes.toRows(x0), Shapes.toRows(x1), Shapes.toRows(t), d, xt, velocity);
    return new PathSample(x0, x1, t, Shapes.fromRows(xt, n, d), Shapes.fromRows(velocity, n, d));
  }

  /** Points on n walks, each from a draw of the source to one of the data, at uniform times. */
  public PathSample sample(Sampler source, Sampler data, int n, RandomGenerator random) {
    return at(source.sample(n, random), data.sample(n, random), Times.uniform(n, random));
  }

  /** Points on n walks, each from a draw of the source to one of the data, all at time t. */
  public PathSample sampleAt(
      double t, Sampler source, Sampler data, int n, RandomGenerator random) {
    return at(source.sample(n, random), data.sample(n, random), Times.all(n, t));
  }

  /**
   * Fills {@code xt} and {@code velocity} with the points on the way of n rows of d numbers and
   * their velocities.
   */
  public void along(double[] x0, double[] x1, double[] t, int d, double[] xt, double[] velocity) {
    for (int row = 0; row < t.length; row++) {
      along(x0, x1, row * d, t[row], d, xt, row * d, velocity, row * d);
    }
  }

  /**
   * One point and its velocity, d numbers each, on the way from the row at {@code x0[i]} to that at
   * {@code x1[i]}: written from {@code xt[at]} and {@code velocity[out]} on.
   */
  public void along(
      double[] x0,
      double[] x1,
      int i,
      double t,
      int d,
      double[] xt,
      int at,
      double[] velocity,
      int out) {
    double a = alpha.applyAsDouble(t);
    double b = beta.applyAsDouble(t);
    double aDot = alphaDot.applyAsDouble(t);
    double bDot = betaDot.applyAsDouble(t);
    for (int c = 0; c < d; c++) {
      xt[at + c] = a * x0[i + c] + b * x1[i + c];
      velocity[out + c] = aDot * x0[i + c] + bDot * x1[i + c];
    }
  }

  private static void requireValue(
      String name, String what, DoubleUnaryOperator f, double t, double expected) {
    double value = f.applyAsDouble(t);
    if (!(Math.abs(value - expected) <= 1e-9)) {
      throw new IllegalArgumentException(
          "interpolant %s: expected %s(%.0f) = %.0f, so that it runs from noise at 0 to data at 1, got %s"
              .formatted(name, what, t, expected, value));
    }
  }

  private static void requireDerivative(
      String name, String what, DoubleUnaryOperator f, DoubleUnaryOperator derivative) {
    double h = 1e-5;
    for (double t = 0.1; t < 1; t += 0.2) {
      double difference = (f.applyAsDouble(t + h) - f.applyAsDouble(t - h)) / (2 * h);
      double stated = derivative.applyAsDouble(t);
      if (!(Math.abs(difference - stated) <= 1e-5 * Math.max(1, Math.abs(difference)))) {
        throw new IllegalArgumentException(
            "interpolant %s: %sDot(%.1f) is %s, but %s changes there at rate %s; check the derivative"
                .formatted(name, what, t, stated, what, difference));
      }
    }
  }
}
