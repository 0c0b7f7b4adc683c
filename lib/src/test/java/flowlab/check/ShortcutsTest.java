package flowlab.check;

import static flowlab.check.Planted.fails;
import static flowlab.check.Planted.holds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import flowlab.Interpolant;
import flowlab.VectorField;
import flowlab.data.Gaussian;
import flowlab.data.GaussianMixture;
import flowlab.exact.ExactMixture;
import flowlab.exact.ExactTransition;
import flowlab.exact.FewSteps;
import flowlab.nd.Seeds;
import flowlab.solve.ButcherTableau;
import flowlab.solve.InnerSampler;
import flowlab.solve.OdeSolver;
import flowlab.solve.TransitionSampler;
import flowlab.stats.Bures;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class ShortcutsTest {
  private static final double SIGMA = 0.5;
  private static final double[] M = {2, -1};
  private static final OdeSolver FINE = OdeSolver.fixed(ButcherTableau.RK4, 60);

  private static ExactMixture one(double[] mean, double sigma) {
    return new ExactMixture(
        new GaussianMixture(new double[] {1}, new double[][] {mean}, new double[] {sigma}),
        Interpolant.linear());
  }

  @Test
  void bestInnerGrids() {
    holds(Shortcuts.bestInside((outer, inner) -> inside(outer, inner, true), 0.8));
    fails(Shortcuts.bestInside(new FewSteps(0.8)::transition, 0.8), "best grid keep");
    fails(Shortcuts.bestInside((outer, inner) -> inside(outer, inner, false), 0.8));
    fails(Shortcuts.bestInside((outer, inner) -> Planted.<Double>stub(), 0.8), "still the stub");
  }

  private static double inside(int outer, int inner, boolean squared) {
    double kept = Math.pow(Math.cos(Math.PI / (2 * inner)), inner);
    double v = 1;
    for (int j = 0; j < outer; j++) {
      double t = (double) j / outer;
      double s2 = t * t * 0.64 + (1 - t) * (1 - t);
      double rho = 1 + (t * 0.64 - 1 + t) / s2 / outer;
      v = rho * rho * v + 0.64 / s2 / outer / outer * (squared ? kept * kept : kept);
    }
    return Math.sqrt(v) / 0.8;
  }

  /** The formula that the check compares with, by walking: one step of DTM from t = 0. */
  @Test
  void bestInnerGridsAreWhatSamplesDo() {
    var step = new ExactTransition(one(M, 0.8).mixture());
    InnerSampler onBestGrid =
        (x, t, random) -> {
          double lambda = 0.8 / Math.hypot(0.8 * t, 1 - t);
          INDArray xi = Gaussian.standard(2).sample(x.rows(), random);
          return OdeSolver.fixed(ButcherTableau.EULER, 1)
              .solve(step.inner(x, t), xi, new FewSteps(lambda).bestGrid(4))
              .last();
        };
    INDArray x0 = Gaussian.standard(2).sample(20_000, Seeds.generator(1));
    INDArray x1 = new TransitionSampler(3, onBestGrid).sample(x0, Seeds.generator(2)).last();
    double deviation = Bures.moments(x1).covariance().deviations()[0];
    assertEquals(inside(3, 4, true), deviation / 0.8, 0.015);
  }

  @Test
  void meanVelocity() {
    VectorField u = one(M, SIGMA);
    holds(
        Shortcuts.meanVelocity(
            (x, s, t) ->
                OdeSolver.fixed(ButcherTableau.RK4, 400).solve(u, x, s, t).last().sub(x).div(t - s),
            M,
            SIGMA));
    fails(Shortcuts.meanVelocity((x, s, t) -> u.at(x, s), M, SIGMA), "not yet the mean");
    fails(Shortcuts.meanVelocity((x, s, t) -> u.at(x, s).add(u.at(x, t)).div(2), M, SIGMA));
    fails(Shortcuts.meanVelocity((x, s, t) -> Planted.stub(), M, SIGMA), "still the stub");
  }

  @Test
  void guided() {
    for (double w : List.of(0.5, 2.0, 3.0)) {
      INDArray x0 = Gaussian.standard(2).sample(200, Seeds.generator(1));
      VectorField all = one(new double[] {0, 1}, 2);
      VectorField told = one(M, SIGMA);
      VectorField guided = (x, t) -> all.at(x, t).mul(1 - w).add(told.at(x, t).mul(w));
      INDArray x1 = FINE.solve(guided, x0).last();
      double wide = Bures.moments(x0).covariance().deviations()[0];
      double ends = Bures.moments(x1).covariance().deviations()[0];
      assertEquals(Math.pow(SIGMA, w) * Math.pow(2, 1 - w), ends / wide, 1e-4);
    }
    holds(Shortcuts.guided(w -> Math.pow(SIGMA, w) * Math.pow(2, 1 - w), SIGMA, 2));
    fails(
        Shortcuts.guided(w -> 1 / Math.sqrt(w / (SIGMA * SIGMA) + (1 - w) / 4), SIGMA, 2),
        "p(x|c)² / p(x)");
    fails(Shortcuts.guided(w -> w * SIGMA + (1 - w) * 2, SIGMA, 2));
    fails(Shortcuts.guided(w -> Planted.<Double>stub(), SIGMA, 2), "still the stub");
  }
}
