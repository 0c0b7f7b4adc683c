package flowlab.check;

import flowlab.Interpolant;
import flowlab.Sampler;
import flowlab.VectorField;
import flowlab.data.GaussianMixture;
import flowlab.nd.Shapes;
import java.util.function.IntUnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Checks B1–B5: the proof that E[ε | X_t] = −α ∇ log p_t, line by line, for X_t = α ε + β X₁ and
 * its characteristic function φ_t(k) = E e^{ik·X_t}. Those with samples take 200,000 draws and
 * allow five standard errors of each mean.
 */
public final class Characteristic {
  private static final double[] LENGTHS = {0.5, 1, 1.5, 2, 2.5, 3};

  private Characteristic() {}

  /** φ_t(k), as a real and an imaginary part. */
  @FunctionalInterface
  public interface Phi {
    /** The value {re, im} at one k of d numbers. */
    double[] at(double[] k, double t);
  }

  /** B1: φ_t(k) = φ_{X₁}(βk) e^{−α²|k|²/2}, against the closed form of a mixture. */
  public static Verdict path(Phi yours, GaussianMixture data, Interpolant path) {
    return Trial.of(
        "B1",
        "φ_t(k) = φ₁(βk) exp(−α²|k|²/2)",
        trial -> {
          boolean[] slip = {true};
          for (double t : Unseen.and(0.05, 0.95, 0.1, 0.5, 0.9)) {
            double alpha = path.alpha().applyAsDouble(t);
            double beta = path.beta().applyAsDouble(t);
            for (double[] k : wavenumbers(data.dimension())) {
              double[] exact = phi(data, k, beta, 0.5 * alpha * alpha);
              double[] wrong = phi(data, k, beta, 0.5 * alpha);
              double[] came = Trial.numbers("φ", yours.at(k.clone(), t), 2);
              for (int part = 0; part < 2; part++) {
                trial.relative(exact[part], came[part], 1e-9, Draws.at(k, t));
                slip[0] &= Math.abs(came[part] - wrong[part]) < 1e-9;
              }
            }
          }
          trial.hint(() -> slip[0] ? "the noise α ε has variance α², not α: exp(−α²|k|²/2)" : "");
        });
  }

  /** B2: E[ε e^{ik·X_t}] = i α k φ_t(k), by samples: true for normal noise and any data. */
  public static Verdict noise(Sampler noise, Sampler data, Interpolant path, double t) {
    return Trial.of(
        "B2",
        "E[ε exp(ik·X_t)] = i α k φ_t(k)",
        trial -> {
          Draws draws = new Draws(noise, data, path, t);
          double alpha = path.alpha().applyAsDouble(t);
          for (double[] k : wavenumbers(draws.d)) {
            for (int c = 0; c < draws.d; c++) {
              double[] z = draws.column(draws.noise, c);
              draws.meanIsZero(trial, k, z, -alpha * k[c]);
            }
          }
          trial.hint(() -> "it holds for N(0, I) noise only: integrate by parts with its density");
        });
  }

  /**
   * B3: ∫ ∇p_t e^{ik·x} dx = −ik φ_t(k), on a grid over [−reach, reach]^d, d of 1 or 2: whether a
   * score belongs to a density, without taking a derivative.
   */
  public static Verdict gradient(
      Numbers logDensity, VectorField score, double t, double reach, int d) {
    return Trial.of(
        "B3",
        "∫ ∇p exp(ik·x) dx = −ik φ(k)",
        trial -> {
          trial.is(d == 1 || d == 2, "d is %d, expected 1 or 2".formatted(d));
          int side = d == 1 ? 4001 : 241;
          double[] rows = grid(side, reach, d);
          int n = rows.length / d;
          INDArray x = Shapes.fromRows(rows, n, d);
          double[] log = Trial.numbers("log p", logDensity.at(x, t), n);
          double[] s = Trial.rows("the score", score.at(x, t), n, d);
          double cell = Math.pow(2 * reach / (side - 1), d);
          for (double[] k : wavenumbers(d)) {
            for (int c = 0; c < d; c++) {
              double re = 0;
              double im = 0;
              for (int i = 0; i < n; i++) {
                double p = Math.exp(log[i]) * cell;
                double phase = Draws.phase(rows, i * d, k);
                // (s + ik) p e^{ik·x}
                re += p * (s[i * d + c] * Math.cos(phase) - k[c] * Math.sin(phase));
                im += p * (s[i * d + c] * Math.sin(phase) + k[c] * Math.cos(phase));
              }
              trial.near(0, re, 1e-7, Draws.at(k, t)).near(0, im, 1e-7, Draws.at(k, t));
            }
          }
          trial.hint(() -> "the score is ∇ log p of this density, at this time, with a plus");
        });
  }

  /** B4: E[ε | X_t] = −α ∇ log p_t, as E[(ε + α s(X_t)) e^{ik·X_t}] = 0 for every k. */
  public static Verdict score(
      VectorField score, Sampler noise, Sampler data, Interpolant path, double t) {
    return Trial.of(
        "B4",
        "E[(ε + α ∇ log p_t(X_t)) exp(ik·X_t)] = 0",
        trial -> {
          Draws draws = new Draws(noise, data, path, t);
          double alpha = path.alpha().applyAsDouble(t);
          double[] s = Trial.rows("the score", score.at(draws.batch(), t), draws.n, draws.d);
          for (double[] k : wavenumbers(draws.d)) {
            for (int c = 0; c < draws.d; c++) {
              double[] z = draws.column(draws.noise, c);
              for (int i = 0; i < z.length; i++) z[i] += alpha * s[i * draws.d + c];
              draws.meanIsZero(trial, k, z, 0);
            }
          }
          trial.hint(() -> "E[ε | x] is minus α times the score, and only for N(0, I) noise");
        });
  }

  /** B5: ∂_t φ_t(k) = ik·E[u(X_t, t) e^{ik·X_t}]: the continuity equation without derivatives. */
  public static Verdict velocity(
      VectorField u, Sampler noise, Sampler data, Interpolant path, double t) {
    return Trial.of(
        "B5",
        "∂ₜφ_t(k) = ik·E[u(X_t, t) exp(ik·X_t)]",
        trial -> {
          Draws draws = new Draws(noise, data, path, t);
          double[] v = Trial.rows("u", u.at(draws.batch(), t), draws.n, draws.d);
          for (double[] k : wavenumbers(draws.d)) {
            double[] z = new double[draws.n];
            for (int i = 0; i < v.length; i++) {
              z[i / draws.d] += k[i % draws.d] * (draws.velocity[i] - v[i]);
            }
            draws.meanIsZero(trial, k, z, 0);
          }
        });
  }

  /** Σ w e^{iβk·m − β²kᵀCk/2 − damping |k|²}. */
  private static double[] phi(GaussianMixture data, double[] k, double beta, double damping) {
    double[] weights = data.weights();
    double[][] means = data.means();
    double[] sum = new double[2];
    for (int j = 0; j < weights.length; j++) {
      double[][] covariance = data.covariances().get(j).matrix();
      double phase = 0;
      double exponent = 0;
      for (int a = 0; a < k.length; a++) {
        phase += beta * k[a] * means[j][a];
        exponent -= damping * k[a] * k[a];
        for (int b = 0; b < k.length; b++) {
          exponent -= 0.5 * beta * beta * k[a] * covariance[a][b] * k[b];
        }
      }
      sum[0] += weights[j] * Math.exp(exponent) * Math.cos(phase);
      sum[1] += weights[j] * Math.exp(exponent) * Math.sin(phase);
    }
    return sum;
  }

  /** |k| ≤ 3 along the axes and a diagonal. */
  private static double[][] wavenumbers(int d) {
    double[][] k = new double[LENGTHS.length * (d + 1)][d];
    for (int i = 0; i < k.length; i++) {
      double length = LENGTHS[i % LENGTHS.length];
      int axis = i / LENGTHS.length;
      for (int c = 0; c < d; c++) {
        k[i][c] =
            axis == d ? (c % 2 == 0 ? 1 : -1) * length / Math.sqrt(d) : c == axis ? length : 0;
      }
    }
    return k;
  }

  private static double[] grid(int side, double reach, int d) {
    int n = d == 1 ? side : side * side;
    double[] rows = new double[n * d];
    IntUnaryOperator[] place = {i -> i % side, i -> i / side};
    for (int i = 0; i < rows.length; i++) {
      rows[i] = reach * (2.0 * place[i % d].applyAsInt(i / d) / (side - 1) - 1);
    }
    return rows;
  }
}
