package flowlab.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import flowlab.Interpolant;
import flowlab.VectorField;
import flowlab.data.Gaussian;
import flowlab.data.GaussianMixture;
import flowlab.nd.Seeds;
import flowlab.nd.Shapes;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ExactMixtureTest {
  private static final GaussianMixture DATA =
      new GaussianMixture(
          new double[] {0.2, 0.5, 0.3},
          new double[][] {{1, 0}, {-2, 1}, {0, -3}},
          new double[][][] {
            {{1, 0.4}, {0.4, 0.5}}, {{0.3, -0.2}, {-0.2, 0.6}}, {{0.05, 0}, {0, 1.5}}
          });

  /** ∂ₜ log p + u·∇ log p + ∇·u = 0, the time derivative by differences. */
  @Test
  void mixtureIsTransported() {
    INDArray x = new Gaussian(new double[2], 2).sample(50, Seeds.generator(1));
    for (Interpolant path : new Interpolant[] {Interpolant.linear(), Interpolant.trigonometric()}) {
      var exact = new ExactMixture(DATA, path);
      for (double t : new double[] {0.05, 0.3, 0.7, 0.95}) {
        double h = 1e-6;
        double[] after = exact.logDensity(x, t + h);
        double[] before = exact.logDensity(x, t - h);
        double[] divergence = exact.divergence(x, t);
        double[] transport = Shapes.toRows(exact.at(x, t).mul(exact.score(x, t)).sum(1));
        for (int i = 0; i < after.length; i++) {
          double change = (after[i] - before[i]) / (2 * h);
          double scale = 1 + Math.abs(change);
          assertEquals(0, (change + transport[i] + divergence[i]) / scale, 1e-7, path.name());
        }
      }
    }
  }

  @Test
  void posteriorMeansMakeThePoint() {
    var exact = new ExactMixture(DATA, Interpolant.trigonometric());
    INDArray x = new Gaussian(new double[2], 2).sample(20, Seeds.generator(2));
    for (double t : new double[] {0, 0.4, 1}) {
      double beta = Math.sin(Math.PI * t / 2);
      double alpha = Math.cos(Math.PI * t / 2);
      INDArray again = exact.meanData(x, t).mul(beta).add(exact.meanNoise(x, t).mul(alpha));
      assertTrue(again.equalsWithEps(x, 1e-12), "t = " + t);
    }
  }

  /** A thousand deviations out nothing is NaN, and the nearest component alone counts. */
  @Test
  void farTailsStayFinite() {
    var exact = new ExactMixture(DATA, Interpolant.linear());
    INDArray far = Nd4j.create(new double[][] {{1e3, 0}, {-1e6, 1e6}, {0, 1e9}});
    for (double t : new double[] {0, 1e-12, 0.5, 1 - 1e-12, 1}) {
      for (INDArray values :
          new INDArray[] {
            exact.at(far, t), exact.score(far, t), exact.meanData(far, t), exact.meanNoise(far, t)
          }) {
        Shapes.requireFinite("values at t = " + t, Shapes.toRows(values), 2);
      }
      Shapes.requireFinite("log p", exact.logDensity(far, t), 1);
      Shapes.requireFinite("divergence", exact.divergence(far, t), 1);
    }
  }

  @Test
  void densityAtTheEndsIsThatOfSourceAndData() {
    INDArray x = new Gaussian(new double[2], 2).sample(20, Seeds.generator(3));
    var exact = new ExactMixture(DATA, Interpolant.linear());
    double[] source = Gaussian.standard(2).logDensity(x);
    double[] data = DATA.logDensity(x);
    double[] start = exact.logDensity(x, 0);
    double[] end = exact.logDensity(x, 1);
    for (int i = 0; i < 20; i++) {
      assertEquals(source[i], start[i], 1e-12);
      assertEquals(data[i], end[i], 1e-12);
      double[] point = Shapes.toRows(x.getRow(i, true));
      double[] score = DATA.score(point);
      double h = 1e-6;
      double up = DATA.logDensity(point[0], point[1] + h);
      double down = DATA.logDensity(point[0], point[1] - h);
      assertEquals((up - down) / (2 * h), score[1], 1e-6 * (1 + Math.abs(score[1])));
      assertEquals(score[0], exact.score(x, 1).getDouble(i, 0), 1e-11 * (1 + Math.abs(score[0])));
    }
  }

  /** One step from noise to data, no velocity in between: mean and covariance are the data's. */
  @Test
  void oneExactTransitionIsEnough() {
    var transition = new ExactTransition(DATA);
    int n = 40_000;
    for (double[] grid : new double[][] {{0, 1}, {0, 0.3, 1}}) {
      RandomGenerator random = Seeds.generator(4);
      INDArray x = Gaussian.standard(2).sample(n, random);
      for (int j = 0; j + 1 < grid.length; j++) {
        INDArray y = transition.draw(x, grid[j], random);
        x = x.add(y.mul(grid[j + 1] - grid[j]));
      }
      double[] rows = Shapes.toRows(x);
      double[][] covariance = DATA.covariance();
      double[] mean = DATA.mean();
      double[][] second = new double[2][2];
      double[] first = new double[2];
      for (int i = 0; i < n; i++) {
        for (int a = 0; a < 2; a++) {
          first[a] += rows[2 * i + a] / n;
          for (int b = 0; b < 2; b++) {
            second[a][b] += (rows[2 * i + a] - mean[a]) * (rows[2 * i + b] - mean[b]) / n;
          }
        }
      }
      for (int a = 0; a < 2; a++) {
        assertEquals(mean[a], first[a], 5 * Math.sqrt(covariance[a][a] / n));
        for (int b = 0; b < 2; b++) {
          double scale = Math.sqrt(covariance[a][a] * covariance[b][b] / n);
          assertEquals(covariance[a][b], second[a][b], 10 * scale);
        }
      }
    }
  }

  /** E[Y | x] is the velocity; and one inner Euler step from any ξ lands there. */
  @Test
  void innerFlowStartsAtTheMean() {
    INDArray x = Gaussian.standard(2).sample(10, Seeds.generator(5));
    INDArray xi = Gaussian.standard(2).sample(10, Seeds.generator(6));
    var transition = new ExactTransition(DATA);
    VectorField velocity = new ExactMixture(DATA, Interpolant.linear());
    for (double t : new double[] {0, 0.35, 0.9}) {
      INDArray step = xi.add(transition.inner(x, t).at(xi, 0));
      assertTrue(step.equalsWithEps(velocity.at(x, t), 1e-11), "t = " + t);
      double[] mean = transition.posterior(Shapes.toRows(x.getRow(3, true)), t).mean();
      assertEquals(velocity.at(x, t).getDouble(3, 1), mean[1], 1e-11);
    }
  }

  /** The inner field is the marginal velocity to the posterior, taken as a mixture of its own. */
  @Test
  void innerFlowIsThatOfThePosterior() {
    INDArray x = Gaussian.standard(2).sample(4, Seeds.generator(7));
    INDArray y = Gaussian.standard(2).sample(4, Seeds.generator(8));
    var transition = new ExactTransition(DATA);
    INDArray inner = transition.inner(x, 0.6).at(y, 0.4);
    for (int i = 0; i < 4; i++) {
      var posterior = transition.posterior(Shapes.toRows(x.getRow(i, true)), 0.6);
      INDArray expected =
          new ExactMixture(posterior, Interpolant.linear()).at(y.getRow(i, true), 0.4);
      assertTrue(inner.getRow(i, true).equalsWithEps(expected, 1e-12), "row " + i);
    }
    assertThrows(
        IllegalArgumentException.class, () -> transition.inner(x, 0.6).at(Nd4j.zeros(3, 2), 0.4));
  }

  @Test
  void badInputTeaches() {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Gaussian(new double[2], new double[][] {{1, 2}, {2, 1}}));
    assertTrue(e.getMessage().contains("positive definite"), e.getMessage());
    e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Gaussian(new double[2], new double[][] {{1, 2}, {0, 1}}));
    assertTrue(e.getMessage().contains("symmetric"), e.getMessage());
    var exact = new ExactMixture(DATA, Interpolant.linear());
    assertThrows(IllegalArgumentException.class, () -> exact.posteriorOfY(new double[3], 0.5));
    assertThrows(IllegalArgumentException.class, () -> exact.score(Nd4j.zeros(1, 2), 1.5));
  }
}
