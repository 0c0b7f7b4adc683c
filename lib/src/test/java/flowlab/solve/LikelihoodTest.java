package flowlab.solve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import flowlab.Interpolant;
import flowlab.data.Gaussian;
import flowlab.data.GaussianMixture;
import flowlab.exact.ExactMixture;
import flowlab.model.Activation;
import flowlab.model.Mlp;
import flowlab.model.TimeEmbedding;
import flowlab.nd.Seeds;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The density that a flow gives to points, where it is known. */
class LikelihoodTest {
  /** The mixture of the DTM demo, for which the study measured the errors below. */
  private static final GaussianMixture FAR =
      new GaussianMixture(
          new double[] {0.66, 0.34}, new double[][] {{7, -1}, {6, 1}}, new double[] {0.8, 0.8});

  /** Two modes close to the noise: the same order, a constant 60 times larger. */
  private static final GaussianMixture NEAR =
      new GaussianMixture(
          new double[] {0.66, 0.34}, new double[][] {{2, -1}, {-1, 1.5}}, new double[] {0.8, 0.5});

  /** Measured by the study on its mixture: 5.5e-7, 3.6e-8, 2.3e-9, 1.5e-10 with RK4. */
  @Test
  void likelihoodIsThatOfTheMixture() {
    double[] known = {1e-6, 1e-7, 1e-8, 1e-9};
    double before = Double.NaN;
    for (int j = 0; j < known.length; j++) {
      double error = error(FAR, new Likelihood(OdeSolver.fixed(ButcherTableau.RK4, 25 << j)));
      assertTrue(error < known[j], "error " + error + " in " + (25 << j) + " steps");
      if (j > 0) {
        assertEquals(4, Math.log(before / error) / Math.log(2), 0.3, "order");
      }
      before = error;
    }
    double near = error(NEAR, new Likelihood(OdeSolver.fixed(ButcherTableau.RK4, 200)));
    assertTrue(near < 2e-8, "error " + near);
    double adaptive = error(FAR, new Likelihood(AdaptiveSolver.dopri5(1e-10, 1e-10)));
    assertTrue(adaptive < 1e-8, "error " + adaptive);
  }

  private static double error(GaussianMixture mixture, Likelihood likelihood) {
    ExactMixture flow = new ExactMixture(mixture, Interpolant.linear());
    INDArray x1 = mixture.sample(200, Seeds.generator(7));
    double[] exact = mixture.logDensity(x1);
    double[] log = likelihood.logDensity(flow, flow::divergence, x1);
    double worst = 0;
    for (int i = 0; i < log.length; i++) {
      worst = Math.max(worst, Math.abs(log[i] - exact[i]));
    }
    return worst;
  }

  /** For one Gaussian log p₁(ψ(x₀)) = log p₀(x₀) − d log σ: the divergence alone. */
  @Test
  void oneGaussianScalesTheDensity() {
    double sigma = 0.3;
    GaussianMixture target =
        new GaussianMixture(new double[] {1}, new double[][] {{2, -1, 0.5}}, new double[] {sigma});
    ExactMixture flow = new ExactMixture(target, Interpolant.linear());
    INDArray x0 = Gaussian.standard(3).sample(20, Seeds.generator(1));
    INDArray x1 = x0.mul(sigma).addiRowVector(Nd4j.createFromArray(2.0, -1, 0.5).reshape(1, 3));
    double[] log =
        new Likelihood(AdaptiveSolver.dopri5(1e-10, 1e-10)).logDensity(flow, flow::divergence, x1);
    double[] noise = Gaussian.standard(3).logDensity(x0);
    for (int i = 0; i < log.length; i++) {
      assertEquals(noise[i] - 3 * Math.log(sigma), log[i], 1e-8);
    }
  }

  /** A net brings its own divergence; the density it makes of the plane has mass one. */
  @Test
  void aNetsDensityHasMassOne() {
    for (TimeEmbedding embedding :
        new TimeEmbedding[] {TimeEmbedding.raw(), TimeEmbedding.learned(2)}) {
      Mlp net = Mlp.velocity(2, embedding, 2, 32, Activation.SILU, Seeds.generator(3));
      net = net.withParameters(net.parameters().mul(2)); // a flow that bends
      Likelihood likelihood = new Likelihood(OdeSolver.fixed(ButcherTableau.RK4, 12));
      int side = 61;
      double step = 0.2;
      double[][] grid = new double[side * side][];
      for (int i = 0; i < grid.length; i++) {
        grid[i] = new double[] {-6 + step * (i / side), -6 + step * (i % side)};
      }
      double mass = 0;
      for (double log : likelihood.logDensity(net, Nd4j.create(grid))) {
        mass += Math.exp(log) * step * step;
      }
      assertEquals(1, mass, 1e-4);
      INDArray x = Gaussian.standard(2).sample(30, Seeds.generator(4));
      Mlp exact = net.inDouble();
      Likelihood coarse = new Likelihood(OdeSolver.fixed(ButcherTableau.RK4, 2));
      double[] log = coarse.logDensity(exact, x);
      Divergence differences = Divergence.differences(exact, 1e-5);
      assertArrayEquals(coarse.logDensity(exact, differences, x), log, 1e-8);
      assertArrayEquals(log, coarse.logDensity(net, x), 1e-5);
    }
  }

  @Test
  void divergenceFromTheFieldAlone() {
    ExactMixture flow = new ExactMixture(NEAR, Interpolant.linear());
    INDArray x = NEAR.sample(20, Seeds.generator(8));
    double[] exact = flow.divergence(x, 0.6);
    assertArrayEquals(exact, Divergence.differences(flow, 1e-4).at(x, 0.6), 1e-6);
    int probes = 4000;
    double[] mean = Divergence.hutchinson(flow, 1e-4, probes, Seeds.generator(9)).at(x, 0.6);
    for (int i = 0; i < mean.length; i++) {
      // in the plane zᵀ∇u z = tr ∇u ± (∂₁u₂ + ∂₂u₁): the band is five of its deviations
      double cross = cross(flow, x.getRow(i, true), 0.6);
      assertEquals(exact[i], mean[i], 5 * Math.abs(cross) / Math.sqrt(probes) + 1e-6);
    }
    Divergence once = Divergence.hutchinson(flow, 1e-4, 1, Seeds.generator(10));
    assertArrayEquals(once.at(x, 0.6), once.at(x, 0.6), 0); // the same z for a whole solution
  }

  /** One probe: right on average, with the variance 2(‖A‖² − Σ a_ii²) that its Javadoc states. */
  @Test
  void hutchinsonIsUnbiasedWithTheStatedVariance() {
    double[][] a = {{1, 2, -0.5}, {0, -1, 3}, {0.7, 1, 0.4}};
    INDArray transposed = Nd4j.create(a).transpose();
    INDArray x = Gaussian.standard(3).sample(40_000, Seeds.generator(11));
    double[] estimates =
        Divergence.hutchinson((y, t) -> y.mmul(transposed), 1e-3, 1, Seeds.generator(12))
            .at(x, 0.5);
    double squares = 0;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        double symmetric = 0.5 * (a[i][j] + a[j][i]);
        squares += i == j ? 0 : symmetric * symmetric;
      }
    }
    double mean = 0;
    for (double estimate : estimates) {
      mean += estimate / estimates.length;
    }
    double variance = 0;
    double fourth = 0;
    for (double estimate : estimates) {
      double off = (estimate - mean) * (estimate - mean);
      variance += off / estimates.length;
      fourth += off * off / estimates.length;
    }
    assertEquals(0.4, mean, 5 * Math.sqrt(variance / estimates.length));
    double band = 5 * Math.sqrt((fourth - variance * variance) / estimates.length);
    assertEquals(2 * squares, variance, band);
  }

  private static double cross(ExactMixture flow, INDArray x, double t) {
    double h = 1e-5;
    INDArray right = Nd4j.create(new double[][] {{h, 0}});
    INDArray up = Nd4j.create(new double[][] {{0, h}});
    INDArray alongX = flow.at(x.add(right), t).sub(flow.at(x.sub(right), t)).div(2 * h);
    INDArray alongY = flow.at(x.add(up), t).sub(flow.at(x.sub(up), t)).div(2 * h);
    return alongX.getDouble(0, 1) + alongY.getDouble(0, 0);
  }
}
