package flowlab.check;

import static flowlab.check.Planted.fails;
import static flowlab.check.Planted.holds;

import flowlab.Interpolant;
import flowlab.data.GaussianMixture;
import flowlab.exact.ExactMixture;
import flowlab.nd.Seeds;
import flowlab.solve.AdaptiveSolver;
import flowlab.solve.ButcherTableau;
import flowlab.solve.Divergence;
import flowlab.solve.Likelihood;
import flowlab.solve.OdeSolver;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class LikelihoodsTest {
  private static final GaussianMixture DATA =
      new GaussianMixture(
          new double[] {0.66, 0.34}, new double[][] {{2, -1}, {-1, 1.5}}, new double[] {0.8, 0.5});
  private static final ExactMixture FLOW = new ExactMixture(DATA, Interpolant.linear());
  private static final GaussianMixture ONE =
      new GaussianMixture(new double[] {1}, new double[][] {{2, -1}}, new double[] {0.6});

  @Test
  void e1() {
    var rk4 = new Likelihood(OdeSolver.fixed(ButcherTableau.RK4, 400));
    holds(Likelihoods.density(x -> rk4.logDensity(FLOW, FLOW::divergence, x), DATA));
    fails(
        Likelihoods.density(
            x -> rk4.logDensity(FLOW, (y, t) -> negative(FLOW.divergence(y, t)), x), DATA),
        "the sign");
    // seed 000's normaliser: log(√(2π) σ) where the plane has log(2πσ²)
    fails(
        Likelihoods.density(x -> plus(DATA.logDensity(x), 0.5 * Math.log(2 * Math.PI)), DATA),
        "but for a constant");
    fails(Likelihoods.density(x -> Planted.stub(), DATA), "still the stub");
    fails(Likelihoods.density(x -> new double[40], DATA));
    fails(Likelihoods.density(x -> null, DATA), "null");
  }

  /** The study's target: within 1e-8 by 100 steps of RK4, on the mixture of seed 000. */
  @Test
  void hundredStepsAreEnough() {
    var data =
        new GaussianMixture(
            new double[] {0.66, 0.34}, new double[][] {{7, -1}, {6, 1}}, new double[] {0.8, 0.8});
    var flow = new ExactMixture(data, Interpolant.linear());
    for (int steps : new int[] {25, 100}) {
      var rk4 = new Likelihood(OdeSolver.fixed(ButcherTableau.RK4, steps));
      Verdict verdict = Likelihoods.density(x -> rk4.logDensity(flow, flow::divergence, x), data);
      if (steps == 100) {
        holds(verdict);
      } else {
        fails(verdict);
      }
    }
  }

  /** log p₁(ψ₁(x₀)) = log p₀(x₀) − d log σ. */
  @Test
  void e2() {
    var exact = new ExactMixture(ONE, Interpolant.linear());
    var dopri5 = new Likelihood(AdaptiveSolver.dopri5(1e-10, 1e-11));
    holds(Likelihoods.density(x -> dopri5.logDensity(exact, exact::divergence, x), ONE));
    fails(
        Likelihoods.density(
            x -> plus(dopri5.logDensity(exact, exact::divergence, x), Math.log(0.6)), ONE),
        "but for a constant");
  }

  @Test
  void e3() {
    holds(Likelihoods.divergence(Divergence.differences(FLOW, 1e-4)::at, FLOW));
    fails(Likelihoods.divergence((x, t) -> negative(FLOW.divergence(x, t)), FLOW));
    fails(Likelihoods.divergence((x, t) -> new double[24], FLOW));
    holds(
        Likelihoods.estimator(
            seed -> Divergence.hutchinson(FLOW, 1e-4, 1, Seeds.generator(seed))::at, FLOW));
    // the exact divergence has no variance: an estimator is held to that of random signs
    fails(Likelihoods.estimator(seed -> FLOW::divergence, FLOW));
    fails(
        Likelihoods.estimator(
            seed -> {
              var twice = Divergence.hutchinson(FLOW, 1e-4, 1, Seeds.generator(seed));
              return (x, t) -> times(twice.at(x, t), 2);
            },
            FLOW));
  }

  @Test
  void massIsOne() {
    holds(Likelihoods.mass((INDArray x) -> DATA.logDensity(x), 7));
    fails(Likelihoods.mass(x -> plus(DATA.logDensity(x), Math.log(2)), 7));
  }

  private static double[] plus(double[] values, double more) {
    return Arrays.stream(values).map(v -> v + more).toArray();
  }

  private static double[] times(double[] values, double factor) {
    return Arrays.stream(values).map(v -> v * factor).toArray();
  }

  private static double[] negative(double[] values) {
    return times(values, -1);
  }
}
