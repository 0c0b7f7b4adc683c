package flowlab.solve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import flowlab.Interpolant;
import flowlab.Trajectory;
import flowlab.VectorField;
import flowlab.data.Gaussian;
import flowlab.data.GaussianMixture;
import flowlab.exact.ExactMixture;
import flowlab.exact.ExactTransition;
import flowlab.nd.Seeds;
import flowlab.nd.Shapes;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Noisy paths and transitions, on data where all is known. */
class StochasticTest {
  private static final double SIGMA = 0.8;
  private static final ExactMixture GAUSSIAN =
      new ExactMixture(
          new GaussianMixture(new double[] {1}, new double[][] {{1}}, new double[] {SIGMA}),
          Interpolant.linear());
  private static final GaussianMixture MIXTURE =
      new GaussianMixture(
          new double[] {0.66, 0.34}, new double[][] {{2, -1}, {-1, 1.5}}, new double[] {0.8, 0.5});
  private static final ExactMixture FLOW = new ExactMixture(MIXTURE, Interpolant.linear());
  private static final VectorField SCORE =
      new VectorField() {
        @Override
        public INDArray at(INDArray x, INDArray t) {
          return GAUSSIAN.score(x, t.getDouble(0));
        }
      };

  /**
   * For one Gaussian Euler–Maruyama's variance obeys v ← (1 + h(ṡ/s ∓ g²/2s²))² v + h g², forwards
   * and backwards; a sign wrong in the drift, or noise applied twice, is many bands off.
   */
  @Test
  void varianceIsThatOfTheRecursion() {
    int n = 40_000;
    int steps = 10;
    for (double g : new double[] {0.5, 1.5}) {
      for (boolean forwards : new boolean[] {true, false}) {
        RandomGenerator random = Seeds.generator(1);
        double from = forwards ? 0 : 1;
        double v = forwards ? 1 : SIGMA * SIGMA;
        INDArray x0 = new Gaussian(new double[] {from}, Math.sqrt(v)).sample(n, random);
        INDArray x =
            SdeSolver.eulerMaruyama(steps)
                .solve(GAUSSIAN, SCORE, t -> g, x0, from, 1 - from, random)
                .last();
        for (int i = 0; i < steps; i++) {
          double t = forwards ? i / 10.0 : 1 - i / 10.0;
          double square = t * t * SIGMA * SIGMA + (1 - t) * (1 - t);
          double rate = (t * SIGMA * SIGMA - (1 - t)) / square;
          double factor = 1 + (forwards ? 0.1 : -0.1) * rate - 0.1 * g * g / (2 * square);
          v = factor * factor * v + 0.1 * g * g;
        }
        double[] moments = moments(Shapes.toRows(x));
        assertEquals(v, moments[1], 5 * v * Math.sqrt(2.0 / n), "g = " + g + " " + forwards);
      }
    }
  }

  /** After one step: products of two normals have the right variance but kurtosis 9. */
  @Test
  void incrementsAreNormal() {
    int n = 40_000;
    RandomGenerator random = Seeds.generator(2);
    INDArray x0 = Nd4j.zeros(n, 1);
    VectorField still = (x, t) -> x.mul(0);
    INDArray x = SdeSolver.eulerMaruyama(1).solve(still, still, t -> 1, x0, random).last();
    double[] moments = moments(Shapes.toRows(x));
    assertEquals(1, moments[1], 5 * Math.sqrt(2.0 / n));
    assertEquals(3, moments[2], 5 * Math.sqrt(24.0 / n));
  }

  /** Heun's second order: at 16 steps its variance is right where Euler–Maruyama's is far off. */
  @Test
  void heunIsMoreExact() {
    int n = 20_000;
    DoubleUnaryOperator g = t -> 1 - t;
    double exact = SIGMA * SIGMA;
    double[] error = new double[2];
    for (SdeSolver.Method method : SdeSolver.Method.values()) {
      RandomGenerator random = Seeds.generator(3);
      INDArray x0 = Gaussian.standard(1).sample(n, random);
      INDArray x = new SdeSolver(method, 16).solve(GAUSSIAN, SCORE, g, x0, random).last();
      error[method.ordinal()] = Math.abs(moments(Shapes.toRows(x))[1] - exact);
    }
    assertTrue(error[1] < 5 * exact * Math.sqrt(2.0 / n), "Heun " + error[1]);
    assertTrue(error[0] > 2 * error[1], error[0] + " and " + error[1]);
  }

  @Test
  void withoutNoiseItIsEuler() {
    INDArray x0 = Gaussian.standard(1).sample(10, Seeds.generator(4));
    VectorField never =
        (x, t) -> {
          throw new AssertionError("the score is not needed where g = 0");
        };
    INDArray x =
        SdeSolver.eulerMaruyama(7).solve(GAUSSIAN, never, t -> 0, x0, Seeds.generator(5)).last();
    INDArray euler = OdeSolver.fixed(ButcherTableau.EULER, 7).solve(GAUSSIAN, x0).last();
    assertTrue(x.equalsWithEps(euler, 1e-13));
    assertThrows(
        IllegalArgumentException.class,
        () -> SdeSolver.heun(2).solve(GAUSSIAN, never, t -> 1 / t, x0, Seeds.generator(6)));
  }

  /** Order 4 in log p too: halving the step divides the error by 16. */

  /**
   * DTM(T, 1) with Euler inside is Euler on the flow, point for point, whatever the inner noise.
   */
  @Test
  void oneInnerEulerStepIsFlowMatching() {
    var transition = new ExactTransition(MIXTURE);
    INDArray x0 = Gaussian.standard(2).sample(20, Seeds.generator(11));
    InnerSampler euler =
        InnerSampler.flow(transition::inner, OdeSolver.fixed(ButcherTableau.EULER, 1));
    Trajectory path = new TransitionSampler(5, euler).sample(x0, Seeds.generator(12));
    INDArray flow = OdeSolver.fixed(ButcherTableau.EULER, 5).solve(FLOW, x0).last();
    assertTrue(path.last().equalsWithEps(flow, 1e-11));
    assertEquals(1.0, path.times()[5], 0);
  }

  @Test
  void anInterruptStopsThem() {
    INDArray x0 = Nd4j.zeros(2, 2);
    Thread.currentThread().interrupt();
    try {
      assertThrows(
          CancellationException.class,
          () ->
              new TransitionSampler(3, new ExactTransition(MIXTURE)::draw)
                  .sample(x0, Seeds.generator(1)));
      assertThrows(
          CancellationException.class,
          () -> SdeSolver.heun(3).solve(FLOW, FLOW, t -> 1, x0, Seeds.generator(1)));
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  /** Mean, variance and kurtosis. */
  private static double[] moments(double[] x) {
    double mean = 0;
    double square = 0;
    double fourth = 0;
    for (double value : x) {
      mean += value / x.length;
    }
    for (double value : x) {
      double gap = (value - mean) * (value - mean);
      square += gap / x.length;
      fourth += gap * gap / x.length;
    }
    return new double[] {mean, square, fourth / (square * square)};
  }

  @Test
  void aStateThatIsNotFiniteIsAnErrorWithItsTime() {
    INDArray x0 = Nd4j.create(new double[][] {{0, 0}, {2, 2}});
    VectorField square = (x, t) -> x.mul(x).muli(x).muli(x);
    for (var solver : List.of(SdeSolver.eulerMaruyama(50), SdeSolver.heun(50))) {
      var e =
          assertThrows(
              ArithmeticException.class,
              () -> solver.solve(square, square, t -> 0, x0, Seeds.generator(1)));
      assertTrue(e.getMessage().contains("to t = 0.") && e.getMessage().contains("row 1"));
    }
    InnerSampler far = (x, t, random) -> x.mul(t > 0.5 ? 1.7e308 : 1);
    var e =
        assertThrows(
            ArithmeticException.class,
            () -> new TransitionSampler(4, far).sample(x0.mul(1e3), Seeds.generator(1)));
    assertTrue(e.getMessage().contains("from t = 0.75 to t = 1.0"), e.getMessage());
  }
}
