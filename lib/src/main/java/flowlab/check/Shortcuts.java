package flowlab.check;

import flowlab.data.Gaussian;
import flowlab.nd.Seeds;
import flowlab.nd.Shapes;
import java.util.function.DoubleUnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Checks L1–L3: what few steps, long steps and guided steps do, where it is known. */
public final class Shortcuts {
  private static final double EXACT = 1e-9;

  private Shortcuts() {}

  /** A mean velocity over a stretch of time. */
  @FunctionalInterface
  public interface Mean {
    /** (ψ(x) − x) / (t − s), where ψ takes what is at x at time s to where it is at time t. */
    INDArray at(INDArray x, double s, double t);
  }

  /**
   * L1: the deviation after T outer steps of DTM, over σ, when each inner flow takes its S Euler
   * steps on its own best grid.
   */
  public static Verdict bestInside(Transitions.Ratio yours, double sigma) {
    return Trial.of(
        "L1",
        "DTM(T, S) on the best inner grids: v ← (1 + hκ)² v + h²λ² cos²ˢ(π/2S)",
        trial -> {
          for (int outer : new int[] {1, 2, 4, 16}) {
            for (int inner : new int[] {1, 2, 4, 8}) {
              String place = "T = %d, S = %d".formatted(outer, inner);
              double expected = bestInside(sigma, outer, inner);
              trial.relative(expected, yours.of(outer, inner), EXACT, () -> place);
            }
          }
          trial.hint(
              () ->
                  "which deviation is the inner flow's target, and what does its best grid keep?");
        });
  }

  private static double bestInside(double sigma, int outer, int inner) {
    double kept = Math.pow(Math.cos(Math.PI / (2 * inner)), inner);
    double variance = 1;
    for (int j = 0; j < outer; j++) {
      double t = (double) j / outer;
      double square = t * t * sigma * sigma + (1 - t) * (1 - t);
      double grow = 1 + (t * sigma * sigma - (1 - t)) / square / outer;
      double add = sigma * kept / outer;
      variance = grow * grow * variance + add * add / square;
    }
    return Math.sqrt(variance) / sigma;
  }

  /** L2: the mean velocity of the straight flow from N(0, I) to N(m, σ²I). */
  public static Verdict meanVelocity(Mean yours, double[] m, double sigma) {
    return Trial.of(
        "L2",
        "(t − s) u = (t − s) m + (σ_t/σ_s − 1)(x − s m),  σ_t² = t²σ² + (1 − t)²",
        trial -> {
          int d = m.length;
          INDArray x = Gaussian.standard(d).sample(20, Seeds.generator(2026));
          double[] rows = Shapes.toRows(x);
          double[][] stretches = {{0, 1}, {0, 0.3}, {0.2, 0.9}, {0.5, 0.6}, {0.7, 1}};
          for (double[] stretch : stretches) {
            double s = stretch[0];
            double t = stretch[1];
            double turn = Math.hypot(t * sigma, 1 - t) / Math.hypot(s * sigma, 1 - s) - 1;
            double[] came = Trial.rows("u", yours.at(x.dup(), s, t), 20, d);
            for (int i = 0; i < came.length; i++) {
              double right = m[i % d] + turn * (rows[i] - s * m[i % d]) / (t - s);
              trial.relative(right, came[i], EXACT, () -> "s = " + s + ", t = " + t);
            }
          }
          trial.hint(() -> "the velocity at s is not yet the mean of those from s to t");
        });
  }

  /**
   * L3: the deviation with which the flow of u_w = u_∅ + w (u_c − u_∅) ends, where c's data are
   * N(m, σ²I) and all data N(n, τ²I).
   */
  public static Verdict guided(DoubleUnaryOperator yours, double sigma, double tau) {
    return Trial.of(
        "L3",
        "the guided flow ends with the deviation σʷ τ¹⁻ʷ",
        trial -> {
          for (double w : new double[] {0, 0.5, 1, 2, 4}) {
            double expected = Math.pow(sigma, w) * Math.pow(tau, 1 - w);
            trial.relative(expected, yours.applyAsDouble(w), EXACT, () -> "w = " + w);
          }
          double two = 2 / (sigma * sigma) - 1 / (tau * tau);
          trial.hint(
              () ->
                  Math.abs(yours.applyAsDouble(2) - 1 / Math.sqrt(two)) < 1e-9
                      ? "this is the deviation of p(x|c)² / p(x), which the flow does not reach"
                      : "");
        });
  }
}
