package flowlab.check;

import flowlab.Interpolant;
import flowlab.VectorField;
import flowlab.data.Gaussian;
import flowlab.data.GaussianMixture;
import flowlab.exact.ExactMixture;
import flowlab.exact.ExactTransition;
import flowlab.exact.FewSteps;
import flowlab.nd.Seeds;
import flowlab.nd.Shapes;
import flowlab.solve.ButcherTableau;
import flowlab.solve.InnerField;
import flowlab.solve.InnerSampler;
import flowlab.solve.OdeSolver;
import flowlab.solve.TransitionSampler;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Checks C1–C7: difference transition matching from N(0, I) to a mixture, where the law of Y = X₁ −
 * X₀ given X_t is known. (C8, that a learned inner loss stays above its floor, is {@link
 * Floors#notBelow}.)
 */
public final class Transitions {
  private static final double EXACT = 1e-9;

  private Transitions() {}

  /** The law of Y given X_t = x. */
  @FunctionalInterface
  public interface Posterior {
    /** A mixture with the components in the order of the data's. */
    GaussianMixture given(double[] x, double t);
  }

  /** What is left of the deviation after so many outer and inner steps. */
  @FunctionalInterface
  public interface Ratio {
    /** The ratio to the data's deviation. */
    double of(int outer, int inner);
  }

  /** C1: the law of Y given X_t = x: weights, means and covariances. */
  public static Verdict posterior(Posterior yours, GaussianMixture data) {
    ExactMixture exact = new ExactMixture(data, Interpolant.linear());
    return Trial.of(
        "C1",
        "the law of Y = X₁ − X₀ given X_t = x",
        trial ->
            Sites.along(exact, data.dimension())
                .each(
                    (x, t) -> {
                      for (int i = 0; i < 4; i++) {
                        double[] point = x.getRow(i).toDoubleVector();
                        var right = exact.posteriorOfY(point, t);
                        var came = Trial.given("the law", yours.given(point.clone(), t));
                        compare(trial, right, came, () -> "", Sites.place(x, t, i));
                      }
                    }));
  }

  private static void compare(
      Trial trial,
      GaussianMixture right,
      GaussianMixture came,
      Supplier<String> hint,
      Supplier<String> place) {
    int d = right.dimension();
    trial.is(
        came.components() == right.components() && came.dimension() == d,
        "it has %d components of dimension %d, expected %d of %d"
            .formatted(came.components(), came.dimension(), right.components(), d));
    for (int k = 0; k < right.components(); k++) {
      trial.relative(right.weights()[k], came.weights()[k], EXACT, place);
      double[][] expected = right.covariances().get(k).matrix();
      double[][] given = came.covariances().get(k).matrix();
      for (int a = 0; a < d; a++) {
        trial.relative(right.means()[k][a], came.means()[k][a], EXACT, place);
        for (int b = 0; b < d; b++) trial.relative(expected[a][b], given[a][b], EXACT, place);
      }
    }
    trial.hint(hint);
  }

  /**
   * C2: with Y drawn from its law the marginals are exact for every number of steps, one too: mean
   * and covariance after 1, 2 and 4 steps, within five standard errors of 40,000 draws.
   */
  public static Verdict step(InnerSampler yours, GaussianMixture data) {
    return step(yours, Gaussian.standard(data.dimension()), data);
  }

  /** C2 for any noise that is normal. */
  public static Verdict step(InnerSampler yours, Gaussian noise, GaussianMixture data) {
    int n = 40_000;
    return Trial.of(
        "C2",
        "X_{t+h} = X_t + hY has the law p_{t+h}, whatever h",
        trial -> {
          for (int steps : new int[] {1, 2, 4}) {
            var random = Seeds.generator(2026);
            INDArray x0 = noise.sample(n, random);
            INDArray x = new TransitionSampler(steps, yours).sample(x0, random).last();
            Moments.compare(trial, data, Shapes.toRows(x), "T = " + steps);
          }
          trial.hint(
              () -> "too little spread: Y was its mean, as flow matching takes it, and not a draw");
        });
  }

  /** C3: the inner velocity v(y, s) at X_t = x, from noise at s = 0 to Y at s = 1. */
  public static Verdict innerField(InnerField yours, GaussianMixture data) {
    ExactMixture exact = new ExactMixture(data, Interpolant.linear());
    var transition = new ExactTransition(data);
    int d = data.dimension();
    return Trial.of(
        "C3",
        "the inner velocity of Y_s = (1 − s) ξ + s Y",
        trial ->
            Sites.along(exact, d)
                .each(
                    (x, t) -> {
                      INDArray y = Gaussian.standard(d).sample(x.rows(), Seeds.generator(3));
                      VectorField right = transition.inner(x, t);
                      VectorField came = Trial.given("the inner field", yours.given(x, t));
                      for (double s : new double[] {0.1, 0.5, 0.9}) {
                        double[] v = Trial.rows("v(y, s)", came.at(y, s), x.rows(), d);
                        double[] expected = Shapes.toRows(right.at(y, s));
                        for (int i = 0; i < v.length; i++) {
                          trial.relative(expected[i], v[i], EXACT, Sites.place(x, t, i / d));
                        }
                      }
                    }));
  }

  /** C4: with one inner Euler step DTM is Euler on the flow, point by point. */
  public static Verdict oneInnerStep(InnerField inner, VectorField velocity, int d) {
    return Trial.of(
        "C4",
        "DTM(T, S = 1) is Euler on the flow",
        trial -> {
          var euler = InnerSampler.flow(inner, OdeSolver.fixed(ButcherTableau.EULER, 1));
          for (int steps : new int[] {1, 5}) {
            INDArray x0 = Gaussian.standard(d).sample(32, Seeds.generator(4));
            INDArray x = new TransitionSampler(steps, euler).sample(x0, Seeds.generator(5)).last();
            INDArray flow = OdeSolver.fixed(ButcherTableau.EULER, steps).solve(velocity, x0).last();
            double[] expected = Shapes.toRows(flow);
            double[] came = Shapes.toRows(x);
            for (int i = 0; i < came.length; i++) {
              int row = i / d;
              trial.relative(expected[i], came[i], EXACT, () -> "T = " + steps + ", row " + row);
            }
          }
        });
  }

  /** C5: the deviation after T equal Euler steps, over σ: ∏ cos θ_j. */
  public static Verdict spread(IntToDoubleFunction yours, double sigma) {
    return Trial.of(
        "C5",
        "T Euler steps leave σ ∏ cos θ_j of the deviation σ",
        trial -> {
          for (int steps : Unseen.whole(1, 200, 1, 2, 4, 8, 32, 128)) {
            double expected = new FewSteps(sigma).euler(steps);
            trial.relative(expected, yours.applyAsDouble(steps), EXACT, () -> "T = " + steps);
          }
        });
  }

  /** C5: the grid of T Euler steps that keeps most of the deviation. */
  public static Verdict grid(IntFunction<double[]> yours, double sigma) {
    return Trial.of(
        "C5",
        "the best grid: t_j = tan φ_j / (σ + tan φ_j), φ_j = jπ/2T",
        trial -> {
          for (int steps : new int[] {1, 2, 5, 16}) {
            double[] expected = new FewSteps(sigma).bestGrid(steps);
            double[] came = Trial.numbers("the grid", yours.apply(steps), steps + 1);
            for (int j = 0; j <= steps; j++) {
              int at = j;
              trial.relative(expected[j], came[j], EXACT, () -> "T = " + steps + ", j = " + at);
            }
          }
          trial.hint(() -> "T steps have T + 1 times, the first 0 and the last 1");
        });
  }

  /** C6: the deviation after T outer and S inner Euler steps, over σ. */
  public static Verdict table(Ratio yours, double sigma) {
    return Trial.of(
        "C6",
        "DTM(T, S): v ← (1 + hκ)² v + h²λ² c_S(λ)²",
        trial -> {
          for (int outer : new int[] {1, 2, 4, 8, 32}) {
            for (int inner : new int[] {1, 2, 4, 8, 16}) {
              trial.relative(
                  new FewSteps(sigma).transition(outer, inner),
                  yours.of(outer, inner),
                  EXACT,
                  () -> "T = " + outer + ", S = " + inner);
            }
          }
        });
  }

  /**
   * C6: at equal outer steps DTM keeps more of the deviation than flow matching, at equal
   * evaluations T·S less.
   */
  public static Verdict fairCost(Ratio yours) {
    return Trial.of(
        "C6",
        "equal outer steps: DTM wins; equal evaluations: flow matching wins",
        trial -> {
          for (int outer : new int[] {2, 4, 8}) {
            for (int inner : new int[] {2, 4}) {
              double dtm = yours.of(outer, inner);
              String at = "T = %d, S = %d".formatted(outer, inner);
              trial.near(
                  1, dtm > yours.of(outer, 1) ? 1 : 0, 0.5, () -> at + ", equal outer steps");
              trial.near(
                  1,
                  dtm < yours.of(outer * inner, 1) ? 1 : 0,
                  0.5,
                  () -> at + ", equal evaluations");
            }
          }
        });
  }

  /**
   * C7: with more outer steps DTM goes over into the flow: the squared distance of X₁ from where
   * the flow takes the same noise falls as 1/T. Its median: the mean belongs to the few points that
   * end in another mode.
   */
  public static Verdict limit(InnerSampler yours, GaussianMixture data) {
    int d = data.dimension();
    return Trial.of(
        "C7",
        "T → ∞: DTM is the flow; the squared distance between them falls as 1/T",
        trial -> {
          INDArray x0 = Gaussian.standard(d).sample(2_000, Seeds.generator(6));
          VectorField u = new ExactMixture(data, Interpolant.linear());
          INDArray flow = OdeSolver.fixed(ButcherTableau.RK4, 40).solve(u, x0).last();
          double[] gap = new double[2];
          for (int j = 0; j < 2; j++) {
            var sampler = new TransitionSampler(j == 0 ? 32 : 256, yours);
            INDArray off = sampler.sample(x0, Seeds.generator(7)).last().sub(flow);
            double[] squares = Shapes.toRows(off.mul(off).sum(true, 1));
            Arrays.sort(squares);
            gap[j] = squares[squares.length / 2];
          }
          trial.near(1, Math.log(gap[0] / gap[1]) / Math.log(8), 0.2, () -> "T = 32 and 256");
        });
  }
}
