package flowlab.check;

import flowlab.Interpolant;
import flowlab.VectorField;
import flowlab.data.Gaussian;
import flowlab.data.GaussianMixture;
import flowlab.exact.ExactMixture;
import flowlab.nd.Seeds;
import flowlab.nd.Shapes;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Checks G1–G3: noisy paths dX = [u ± ½g² ∇ log p] dt + g dW with the marginals of the flow. */
public final class Sdes {
  private static final double SIGMA = 0.8;
  private static final GaussianMixture MIXTURE =
      new GaussianMixture(
          new double[] {0.66, 0.34}, new double[][] {{2, -1}, {-1, 1.5}}, new double[] {0.8, 0.5});

  private Sdes() {}

  /** A method of equal steps; backwards if {@code to} is the smaller time. */
  @FunctionalInterface
  public interface Method {
    /** The batch at time {@code to}. */
    INDArray solve(
        VectorField u,
        VectorField score,
        DoubleUnaryOperator g,
        INDArray x0,
        double from,
        double to,
        int steps,
        RandomGenerator random);
  }

  /**
   * G1: with g = 1 the law at t = 1 is the data's, and backwards that at t = 0 the noise's: mean
   * and covariance of 5,000 paths of 100 steps.
   */
  public static Verdict marginals(Method yours) {
    ExactMixture exact = new ExactMixture(MIXTURE, Interpolant.linear());
    GaussianMixture noise =
        new GaussianMixture(new double[] {1}, new double[1][2], new double[] {1});
    return Trial.of(
        "G1",
        "dX = [u ± ½g²∇ log p] dt + g dW has the marginals of the flow",
        trial -> {
          int n = 5_000;
          for (boolean forwards : new boolean[] {true, false}) {
            var random = Seeds.generator(2026);
            INDArray start = (forwards ? Gaussian.standard(2) : MIXTURE).sample(n, random);
            double from = forwards ? 0 : 1;
            INDArray end =
                yours.solve(exact, score(exact), t -> 1, start, from, 1 - from, 100, random);
            double[] rows = Trial.rows("the paths' end", end, n, 2);
            String when = forwards ? "forwards" : "backwards";
            Moments.compare(trial, forwards ? MIXTURE : noise, rows, 0.02, when);
          }
          trial.hint(
              () -> "the score's sign: plus forwards, minus backwards, where dt is negative too");
        });
  }

  /**
   * G2: for one Gaussian, Euler–Maruyama's variance obeys v ← (1 + h(ṡ/s ∓ g²/2s²))² v + h g²:
   * 40,000 paths of 10 steps, within 5 v √(2/N).
   */
  public static Verdict variance(Method yours) {
    ExactMixture exact =
        new ExactMixture(
            new GaussianMixture(new double[] {1}, new double[][] {{1}}, new double[] {SIGMA}),
            Interpolant.linear());
    return Trial.of(
        "G2",
        "Euler–Maruyama's variance: v ← (1 + h(ṡ/s − g²/2s²))² v + h g²",
        trial -> {
          int n = 40_000;
          int steps = 10;
          for (double g : new double[] {0.5, 1.5}) {
            for (boolean forwards : new boolean[] {true, false}) {
              var random = Seeds.generator(1);
              double from = forwards ? 0 : 1;
              double start = forwards ? 1 : SIGMA * SIGMA;
              INDArray x0 = new Gaussian(new double[] {from}, Math.sqrt(start)).sample(n, random);
              INDArray end =
                  yours.solve(exact, score(exact), t -> g, x0, from, 1 - from, steps, random);
              double expected = recursion(start, g, steps, forwards);
              double[] rows = Trial.rows("the paths' end", end, n, 1);
              String when = "g = %s %s".formatted(g, forwards ? "forwards" : "backwards");
              double allowed = 5 * expected * Math.sqrt(2.0 / n);
              trial.near(expected, moment(rows, 2), allowed, () -> when);
            }
          }
          trial.hint(
              () ->
                  "the score's sign: plus forwards, minus backwards; noise g √h, not g h or g² √h");
        });
  }

  private static double recursion(double v, double g, int steps, boolean forwards) {
    double h = 1.0 / steps;
    for (int i = 0; i < steps; i++) {
      double t = forwards ? i * h : 1 - i * h;
      double square = t * t * SIGMA * SIGMA + (1 - t) * (1 - t);
      double rate = (t * SIGMA * SIGMA - (1 - t)) / square;
      double factor = 1 + (forwards ? h : -h) * rate - 0.5 * h * g * g / square;
      v = factor * factor * v + h * g * g;
    }
    return v;
  }

  /**
   * G3: one step's noise is normal: variance g²h and kurtosis 3 within 5√(24/N). A product of two
   * normals, noise inside the coefficient and outside again, has the variance and kurtosis 9; after
   * many steps nobody sees it.
   */
  public static Verdict normality(Method yours) {
    return Trial.of(
        "G3",
        "the noise of one step is normal",
        trial -> {
          int n = 40_000;
          double g = 1.3;
          VectorField still = (x, t) -> x.mul(0);
          INDArray x0 = Shapes.fromRows(new double[n], n, 1);
          INDArray end = yours.solve(still, still, t -> g, x0, 0, 1, 1, Seeds.generator(2));
          double[] rows = Trial.rows("the paths' end", end, n, 1);
          double variance = moment(rows, 2);
          double kurtosis = moment(rows, 4) / (variance * variance);
          trial.near(g * g, variance, 5 * g * g * Math.sqrt(2.0 / n), () -> "variance");
          trial.near(3, kurtosis, 5 * Math.sqrt(24.0 / n), () -> "kurtosis");
          trial.hint(
              () ->
                  kurtosis > 6
                      ? "a product of two normal draws: the noise was applied twice"
                      : "the noise of a step is g √h times a standard normal draw");
        });
  }

  private static VectorField score(ExactMixture exact) {
    return (x, t) -> exact.score(x, t.getDouble(0));
  }

  private static double moment(double[] x, int power) {
    double mean = 0;
    double moment = 0;
    for (double value : x) mean += value / x.length;
    for (double value : x) moment += Math.pow(value - mean, power) / x.length;
    return moment;
  }
}
