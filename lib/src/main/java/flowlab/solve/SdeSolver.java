package flowlab.solve;

import flowlab.Trajectory;
import flowlab.VectorField;
import flowlab.nd.Shapes;
import flowlab.nd.Stop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Noisy paths with the marginals of the flow: for every g(t) ≥ 0 the laws p_t of dx/dt = u are also
 * those of
 *
 * <pre>
 * dX = [u + ½ g² ∇ log p_t] dt + g dW       forwards
 * dX = [u − ½ g² ∇ log p_t] dt + g dW̄       backwards (dt &lt; 0)
 * </pre>
 *
 * (Song et al., 2021; Albergo et al., 2023). Equal steps; the fields are never asked outside [from,
 * to]. Where g is 0 the score is not asked, so g may vanish where the score blows up.
 *
 * <p>A value, safe to share between threads, each with a generator of its own.
 *
 * @param method how a step is taken
 * @param steps N
 */
public record SdeSolver(Method method, int steps) {
  /** How a step is taken. */
  public enum Method {
    /** The step x + h f(x, t) + g(t) √h z: weak order 1. */
    EULER_MARUYAMA,
    /**
     * The mean of the drifts at both ends, the far one at the point that Euler–Maruyama reaches
     * with the same noise, whose variance is h times the mean of g²: weak order 2, as the noise
     * does not depend on x.
     */
    HEUN
  }

  public SdeSolver {
    Shapes.requirePositive("the number of steps", steps);
  }

  /** N steps of Euler and Maruyama. */
  public static SdeSolver eulerMaruyama(int steps) {
    return new SdeSolver(Method.EULER_MARUYAMA, steps);
  }

  /** N steps of the stochastic Heun method. */
  public static SdeSolver heun(int steps) {
    return new SdeSolver(Method.HEUN, steps);
  }

  /** Follows the paths from t = 0 to t = 1. */
  public Trajectory solve(
      VectorField u,
      VectorField score,
      DoubleUnaryOperator g,
      INDArray x0,
      RandomGenerator random) {
    return solve(u, score, g, x0, 0, 1, random);
  }

  /**
   * From time {@code from} to time {@code to}; backwards if {@code to} is the smaller.
   *
   * @param u velocity of the flow
   * @param score ∇ log p_t, for instance {@code Conversions.along(path).score(u)}
   * @param g strength of the noise, as a function of time
   * @param x0 the batch at {@code from}, [n, d]
   * @return N + 1 times and states
   * @throws ArithmeticException if a state is not finite; the message names the time
   * @throws CancellationException if the thread is interrupted
   */
  public Trajectory solve(
      VectorField u,
      VectorField score,
      DoubleUnaryOperator g,
      INDArray x0,
      double from,
      double to,
      RandomGenerator random) {
    Solver.requireGrid(new double[] {from, to});
    Shapes.requireBatch("x0", x0);
    int n = x0.rows();
    int d = x0.columns();
    double[] x = Shapes.requireFinite("x0", Shapes.toRows(x0), d);
    double[] noise = new double[x.length];
    double[] drift = new double[x.length];
    double[] ahead = new double[x.length];
    double[] point = new double[x.length];
    double[] times = new double[steps + 1];
    List<INDArray> states = new ArrayList<>(steps + 1);
    for (int i = 0; ; i++) {
      times[i] = i == steps ? to : from + (to - from) * i / steps;
      states.add(Shapes.fromRows(x.clone(), n, d));
      if (i == steps) return new Trajectory(times, states);
      Stop.check("stopped after %d of %d steps", i, steps);
      double t = times[i];
      double end = i + 1 == steps ? to : from + (to - from) * (i + 1) / steps;
      double h = end - t;
      double now = requireStrength(g, t);
      double later = requireStrength(g, end);
      boolean heun = method == Method.HEUN;
      double variance = heun ? 0.5 * (now * now + later * later) : now * now;
      double deviation = Math.sqrt(Math.abs(h) * variance);
      drift(u, score, now, x, n, t, Math.signum(h), drift);
      for (int j = 0; j < x.length; j++) {
        noise[j] = deviation * random.nextGaussian();
        point[j] = x[j] + h * drift[j] + noise[j];
      }
      if (heun) {
        drift(u, score, later, point, n, end, Math.signum(h), ahead);
        for (int j = 0; j < x.length; j++) {
          point[j] = x[j] + 0.5 * h * (drift[j] + ahead[j]) + noise[j];
        }
      }
      System.arraycopy(Solver.requireReached(point, d, t, end), 0, x, 0, x.length);
    }
  }

  /** out = u ± ½ g² ∇ log p. */
  private static void drift(
      VectorField u,
      VectorField score,
      double g,
      double[] x,
      int n,
      double t,
      double sign,
      double[] out) {
    u.into(x, n, t, out);
    if (g != 0) {
      double[] s = new double[x.length];
      score.into(x, n, t, s);
      double factor = 0.5 * sign * g * g;
      for (int i = 0; i < x.length; i++) out[i] += factor * s[i];
    }
  }

  private static double requireStrength(DoubleUnaryOperator g, double t) {
    double strength = g.applyAsDouble(t);
    if (!(strength >= 0) || Double.isInfinite(strength)) {
      throw new IllegalArgumentException(
          "expected a finite g(t) of at least 0, got g(%s) = %s; let it vanish before it blows up, or stop short of the end"
              .formatted(t, strength));
    }
    return strength;
  }
}
