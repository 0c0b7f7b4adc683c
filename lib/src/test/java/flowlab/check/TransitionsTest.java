package flowlab.check;

import static flowlab.check.Planted.fails;
import static flowlab.check.Planted.holds;

import flowlab.Interpolant;
import flowlab.data.Gaussian;
import flowlab.data.GaussianMixture;
import flowlab.exact.ExactMixture;
import flowlab.exact.ExactTransition;
import flowlab.exact.FewSteps;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class TransitionsTest {
  private static final GaussianMixture DATA =
      new GaussianMixture(
          new double[] {0.66, 0.34}, new double[][] {{2, -1}, {-1, 1.5}}, new double[] {0.8, 0.5});
  private static final ExactMixture FLOW = new ExactMixture(DATA, Interpolant.linear());
  private static final ExactTransition EXACT = new ExactTransition(DATA);
  private static final FewSteps THEORY = new FewSteps(0.8);

  @Test
  void c1() {
    holds(Transitions.posterior(EXACT::posterior, DATA));
    fails(Transitions.posterior((x, t) -> null, DATA), "null");
    fails(Transitions.posterior((x, t) -> Planted.stub(), DATA), "still the stub");
    fails(Transitions.posterior((x, t) -> DATA, DATA));
    fails(Transitions.posterior((x, t) -> EXACT.posterior(x, 1 - t), DATA));
    fails(Transitions.posterior((x, t) -> single(EXACT.posterior(x, t)), DATA), "1 components");
    fails(Transitions.posterior((x, t) -> withSpread(EXACT.posterior(x, t)), DATA));
  }

  private static GaussianMixture single(GaussianMixture y) {
    return new GaussianMixture(
        new double[] {1}, new double[][] {y.mean()}, new double[][][] {y.covariance()});
  }

  /** σ²/s² taken for σ/s, the deviation for the variance. */
  private static GaussianMixture withSpread(GaussianMixture y) {
    return new GaussianMixture(
        y.weights(),
        y.means(),
        y.covariances().stream().map(c -> c.squareRoot()).toArray(double[][][]::new));
  }

  @Test
  void c2() {
    holds(Transitions.step(EXACT::draw, DATA));
    // flow matching takes the mean of Y
    fails(Transitions.step((x, t, random) -> FLOW.at(x, t), DATA), "not a draw");
    fails(Transitions.step((x, t, random) -> EXACT.draw(x, t, random).neg(), DATA));
    fails(Transitions.step((x, t, random) -> x.mul(0), DATA));
    fails(Transitions.step((x, t, random) -> null, DATA), "it threw");
  }

  /** Noise of the width 2: what the library draws is for noise of the width 1. */
  @Test
  void c2WithWiderNoise() {
    var noise = new Gaussian(new double[2], 2);
    fails(Transitions.step(EXACT::draw, noise, DATA));
    var half = WideNoise.to(DATA, 2).inUnits().mixture();
    var exact = new ExactTransition(half);
    holds(Transitions.step((x, t, r) -> exact.draw(x.div(2), t, r).mul(2), noise, DATA));
  }

  @Test
  void c3() {
    holds(Transitions.innerField(EXACT::inner, DATA));
    fails(Transitions.innerField((x, t) -> null, DATA), "null");
    fails(Transitions.innerField((x, t) -> (y, s) -> y.mul(0), DATA));
    fails(Transitions.innerField((x, t) -> (y, s) -> EXACT.inner(x, t).at(y, s.rsub(1)), DATA));
    fails(Transitions.innerField((x, t) -> EXACT.inner(x, 1 - t), DATA));
  }

  @Test
  void c4() {
    holds(Transitions.oneInnerStep(EXACT::inner, FLOW, 2));
    fails(Transitions.oneInnerStep((x, t) -> EXACT.inner(x, 0.5 * t + 0.1), FLOW, 2));
    // the noise must cancel: v(y, 0) = E[Y | x] − y
    fails(Transitions.oneInnerStep((x, t) -> (y, s) -> FLOW.at(x, t), FLOW, 2));
  }

  @Test
  void c5() {
    holds(Transitions.spread(THEORY::euler, 0.8));
    fails(Transitions.spread(steps -> THEORY.euler(steps + 1), 0.8));
    fails(Transitions.spread(steps -> 0.8 * THEORY.euler(steps), 0.8));
    fails(Transitions.spread(steps -> 0, 0.8));
    holds(Transitions.grid(THEORY::bestGrid, 0.8));
    fails(Transitions.grid(steps -> new FewSteps(0.64).bestGrid(steps), 0.8));
    fails(Transitions.grid(steps -> THEORY.bestGrid(steps + 1), 0.8), "expected 2");
    fails(Transitions.grid(steps -> new double[steps + 1], 0.8), "the last 1");
  }

  @Test
  void c6() {
    holds(Transitions.table(THEORY::transition, 0.8));
    fails(Transitions.table((outer, inner) -> THEORY.transition(inner, outer), 0.8));
    fails(Transitions.table((outer, inner) -> THEORY.euler(outer * inner), 0.8));
    holds(Transitions.fairCost(THEORY::transition));
    fails(Transitions.fairCost((outer, inner) -> THEORY.euler(outer)), "equal outer steps");
    fails(Transitions.fairCost((outer, inner) -> inner == 1 ? 0.5 : 0.99), "equal evaluations");
  }

  @Test
  void c7() {
    holds(Transitions.limit(EXACT::draw, DATA));
    fails(Transitions.limit((x, t, random) -> FLOW.at(x, t), DATA)); // Euler: as 1/T²
    fails(Transitions.limit((x, t, random) -> EXACT.draw(x, t, random).mul(1.2), DATA));
  }
}
