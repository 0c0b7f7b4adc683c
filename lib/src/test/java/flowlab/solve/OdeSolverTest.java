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
import flowlab.exact.FewSteps;
import flowlab.nd.Seeds;
import flowlab.nd.Shapes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class OdeSolverTest {
  private static final VectorField FLOW =
      new ExactMixture(
          new GaussianMixture(
              new double[] {0.66, 0.34},
              new double[][] {{2, -1}, {-1, 1.5}},
              new double[] {0.8, 0.5}),
          Interpolant.linear());

  static Stream<ButcherTableau> methods() {
    return Stream.of(
        ButcherTableau.EULER,
        ButcherTableau.MIDPOINT,
        ButcherTableau.HEUN,
        ButcherTableau.RK4,
        ButcherTableau.THREE_EIGHTHS);
  }

  /** On a mixture: on one Gaussian the midpoint rule superconverges to order 3. */
  @ParameterizedTest
  @MethodSource("methods")
  void errorFallsWithTheOrder(ButcherTableau method) {
    INDArray x0 = Gaussian.standard(2).sample(64, Seeds.generator(1));
    double[] exact =
        Shapes.toRows(OdeSolver.fixed(ButcherTableau.RK4, 4096).solve(FLOW, x0).last());
    int steps = method.order() == 4 ? 64 : 256;
    double coarse = error(method, steps, x0, exact);
    double fine = error(method, 2 * steps, x0, exact);
    double slope = Math.log(coarse / fine) / Math.log(2);
    assertEquals(method.order(), slope, 0.1, method.name());
  }

  @ParameterizedTest
  @MethodSource("methods")
  void stopsAtOneAndNeverPassesIt(ButcherTableau method) {
    for (int steps : new int[] {1, 3, 7, 10, 49}) {
      List<Double> asked = new ArrayList<>();
      VectorField spy =
          new VectorField() {
            @Override
            public INDArray at(INDArray x, INDArray t) {
              asked.add(t.getDouble(0));
              return x.mul(0);
            }
          };
      Trajectory path = OdeSolver.fixed(method, steps).solve(spy, Nd4j.zeros(2, 2));
      assertEquals(steps + 1, path.times().length);
      assertEquals(1.0, path.times()[steps], 0);
      assertEquals(0.0, asked.get(0), 0);
      assertTrue(asked.stream().allMatch(t -> t >= 0 && t <= 1), asked.toString());
      assertEquals(steps * method.stages(), asked.size());
    }
  }

  /** Euler on one Gaussian shrinks it as the theory of few steps has it, on any grid. */
  @Test
  void stepsOfAGivenGrid() {
    double sigma = 0.8;
    var theory = new FewSteps(sigma);
    var gaussian =
        new ExactMixture(
            new GaussianMixture(new double[] {1}, new double[][] {{3}}, new double[] {sigma}),
            Interpolant.linear());
    INDArray x0 = Nd4j.create(new double[][] {{-1}, {1}});
    OdeSolver step = OdeSolver.fixed(ButcherTableau.EULER, 1);
    for (int count : new int[] {2, 4, 8, 32}) {
      double[] equal = new double[count + 1];
      for (int j = 0; j <= count; j++) {
        equal[j] = (double) j / count;
      }
      double[] best = theory.bestGrid(count);
      double least = Math.pow(Math.cos(Math.PI / (2 * count)), count);
      assertEquals(theory.euler(count) * sigma, half(step.solve(gaussian, x0, equal)), 1e-12);
      assertEquals(least * sigma, half(step.solve(gaussian, x0, best)), 1e-12);
      assertEquals(least, theory.euler(best), 1e-12);
      assertTrue(least > theory.euler(count));
    }
    assertThrows(
        IllegalArgumentException.class, () -> step.solve(gaussian, x0, new double[] {0, 0.5, 0.5}));
  }

  private static double half(Trajectory path) {
    return 0.5 * (path.last().getDouble(1, 0) - path.last().getDouble(0, 0));
  }

  @Test
  void thereAndBackAgain() {
    INDArray x0 = Gaussian.standard(2).sample(32, Seeds.generator(2));
    OdeSolver solver = OdeSolver.fixed(ButcherTableau.RK4, 200);
    INDArray back = solver.solve(FLOW, solver.solve(FLOW, x0).last(), 1, 0).last();
    assertTrue(back.sub(x0).amaxNumber().doubleValue() < 1e-7);
  }

  @Test
  void anInterruptStopsIt() {
    Thread.currentThread().interrupt();
    try {
      assertThrows(
          CancellationException.class,
          () -> OdeSolver.fixed(ButcherTableau.EULER, 10).solve(FLOW, Nd4j.zeros(2, 2)));
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void tablesAreChecked() {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new ButcherTableau(
                    "bad", 2, new double[][] {{0.4}}, new double[] {0, 1}, new double[] {0, 0.5}));
    assertTrue(e.getMessage().contains("row 2 of a"), e.getMessage());
  }

  @Test
  void badInputTeaches() {
    OdeSolver solver = OdeSolver.fixed(ButcherTableau.EULER, 4);
    var point =
        assertThrows(
            IllegalArgumentException.class, () -> solver.solve(FLOW, Nd4j.createFromArray(1.0, 2)));
    assertTrue(point.getMessage().contains("expected x0 of shape [n, d], got [2]"));
    assertThrows(
        IllegalArgumentException.class,
        () -> solver.solve(FLOW, Nd4j.create(new double[][] {{Double.NaN, 1}})));
    assertThrows(
        IllegalArgumentException.class, () -> solver.solve(FLOW, Nd4j.zeros(2, 2), 0, 1.5));
    assertThrows(IllegalArgumentException.class, () -> OdeSolver.fixed(ButcherTableau.EULER, 0));
  }

  private static double error(ButcherTableau method, int steps, INDArray x0, double[] exact) {
    double[] x = Shapes.toRows(OdeSolver.fixed(method, steps).solve(FLOW, x0).last());
    double worst = 0;
    for (int i = 0; i < x.length; i++) {
      worst = Math.max(worst, Math.abs(x[i] - exact[i]));
    }
    return worst;
  }

  /** NaN and infinity are never a result: the error names the time of the step, and the row. */
  @Test
  void aStateThatIsNotFiniteIsAnErrorWithItsTime() {
    INDArray x0 = Nd4j.create(new double[][] {{0, 0}, {2, 2}});
    VectorField straight = (x, t) -> x.rsub(3).muli(1 / (1 - t.getDouble(0))); // 0/0 at 1
    assertEquals(
        3,
        OdeSolver.fixed(ButcherTableau.EULER, 20).solve(straight, x0).last().getDouble(1, 1),
        1e-12);
    assertLeaves("from t = 0.95 to t = 1.0", "row 0", straight, x0, 20);
    VectorField square = (x, t) -> x.mul(x); // from 2 it is infinite at 1/2
    assertLeaves("to t = 0.5", "row 1", square, x0, 200);
  }

  private static void assertLeaves(String time, String row, VectorField u, INDArray x0, int steps) {
    var e =
        assertThrows(
            ArithmeticException.class,
            () -> OdeSolver.fixed(ButcherTableau.RK4, steps).solve(u, x0));
    assertTrue(e.getMessage().contains(time) && e.getMessage().contains(row), e.getMessage());
  }

  /** A time between 0 and 1 is one too where the points are whole numbers. */
  @Test
  void wholeNumbersAreTakenAsDoubles() {
    INDArray real = Nd4j.create(new double[][] {{1, 2}, {-1, 0}});
    VectorField own = (x, t) -> x.mul(t.getDouble(0));
    for (DataType type : List.of(DataType.INT, DataType.LONG, DataType.HALF, DataType.FLOAT)) {
      INDArray other = real.castTo(type);
      for (VectorField u : List.of(FLOW, own)) {
        assertEquals(0, u.at(other, 0.3).sub(u.at(real, 0.3)).amaxNumber().doubleValue(), 1e-6);
      }
      OdeSolver solver = OdeSolver.fixed(ButcherTableau.RK4, 5);
      INDArray off = solver.solve(FLOW, other).last().sub(solver.solve(FLOW, real).last());
      assertEquals(0, off.amaxNumber().doubleValue(), 1e-12, type.toString());
    }
    var e = assertThrows(IllegalArgumentException.class, () -> own.at(real.getRow(0), 0.5));
    assertTrue(e.getMessage().contains("x.reshape(1, 2)"), e.getMessage());
  }
}
