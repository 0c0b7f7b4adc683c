package flowlab.check;

import static flowlab.check.Planted.fails;
import static flowlab.check.Planted.holds;

import flowlab.VectorField;
import flowlab.solve.AdaptiveSolver;
import flowlab.solve.ButcherTableau;
import flowlab.solve.OdeSolver;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

@Tag("slow")
class SolversTest {
  static Stream<ButcherTableau> methods() {
    return Stream.of(
        ButcherTableau.EULER,
        ButcherTableau.MIDPOINT,
        ButcherTableau.HEUN,
        ButcherTableau.RK4,
        ButcherTableau.THREE_EIGHTHS);
  }

  private static Solvers.Method ours(ButcherTableau method) {
    return (u, x0, steps) -> OdeSolver.fixed(method, steps).solve(u, x0).last();
  }

  @ParameterizedTest
  @MethodSource("methods")
  void ourMethodsHaveTheirOrderAndGrid(ButcherTableau method) {
    holds(Solvers.order(ours(method), method.order()));
    holds(Solvers.grid(ours(method), method));
    fails(Solvers.order(ours(method), method.order() + 1));
  }

  /** Euler by hand, with a step's time and a last time that may be wrong. */
  private static INDArray euler(VectorField u, INDArray x0, int steps, double shift, int points) {
    INDArray x = x0;
    for (int i = 0; i < points; i++) {
      x = x.add(u.at(x, Math.min(1, (i + shift) / steps)).div(points == steps ? steps : points));
    }
    return x;
  }

  @Test
  void handWrittenEuler() {
    holds(Solvers.order((u, x0, steps) -> euler(u, x0, steps, 0, steps), 1));
    holds(Solvers.grid((u, x0, steps) -> euler(u, x0, steps, 0, steps), ButcherTableau.EULER));
    fails(Solvers.order((u, x0, steps) -> Planted.stub(), 1), "still the stub");
    fails(Solvers.order((u, x0, steps) -> null, 1), "null");
    fails(Solvers.order((u, x0, steps) -> x0, 1), "does not fall");
    fails(
        Solvers.order((u, x0, steps) -> euler((x, t) -> u.at(x, t).neg(), x0, steps, 0, steps), 1));
  }

  /**
   * Seeds 003 and 004, and another tutorial, take the times of {@code linspace(0, 1, N)} with steps
   * of 1/N: the i-th is asked at i/(N − 1), and the last at 1.
   */
  @Test
  void offByOneGrids() {
    Solvers.Method linspace =
        (u, x0, steps) -> {
          INDArray x = x0;
          for (int i = 0; i < steps; i++) {
            double t = steps == 1 ? 0 : i / (steps - 1.0);
            x = x.add(u.at(x, t).div(steps));
          }
          return x;
        };
    fails(Solvers.grid(linspace, ButcherTableau.EULER), "off by one");
    // one step too few, one too many, and times of the steps' ends
    fails(
        Solvers.grid(
            (u, x0, steps) -> euler(u, x0, steps, 0, Math.max(1, steps - 1)),
            ButcherTableau.EULER));
    fails(Solvers.grid((u, x0, steps) -> euler(u, x0, steps, 0, steps + 1), ButcherTableau.EULER));
    fails(Solvers.grid((u, x0, steps) -> euler(u, x0, steps, 1, steps), ButcherTableau.EULER));
    fails(Solvers.grid(ours(ButcherTableau.MIDPOINT), ButcherTableau.HEUN));
  }

  @Test
  void theTrap() {
    holds(Solvers.trap(ours(ButcherTableau.MIDPOINT)));
    fails(Solvers.trap(ours(ButcherTableau.HEUN)), "one Gaussian");
    fails(Solvers.trap(ours(ButcherTableau.EULER)), "one Gaussian");
  }

  @Test
  void adaptiveCosts() {
    holds(
        Solvers.adaptive(
            (u, x0, rtol, atol) -> AdaptiveSolver.dopri5(rtol, atol).run(u, x0, 0, 1).last()));
    fails(
        Solvers.adaptive(
            (u, x0, rtol, atol) ->
                AdaptiveSolver.dopri5(rtol / 10, atol / 10).run(u, x0, 0, 1).last()),
        "evaluations");
    fails(
        Solvers.adaptive(
            (u, x0, rtol, atol) ->
                AdaptiveSolver.dopri5(10 * rtol, 10 * atol).run(u, x0, 0, 1).last()),
        "error");
    fails(Solvers.adaptive((u, x0, rtol, atol) -> x0));
  }

  @Test
  void thereAndBack() {
    holds(Solvers.reversible(AdaptiveSolver.dopri5(1e-7, 1e-9), 1e-5));
    holds(Solvers.reversible(OdeSolver.fixed(ButcherTableau.RK4, 200), 1e-7));
    fails(Solvers.reversible(OdeSolver.fixed(ButcherTableau.EULER, 50), 1e-5));
    fails( // time does not run backwards
        Solvers.reversible(
            (u, x0, from, to) ->
                OdeSolver.fixed(ButcherTableau.RK4, 50).solve(u, x0, Math.min(from, to), 1),
            1e-5));
  }
}
