package flowlab.solve;

import flowlab.Trajectory;
import flowlab.VectorField;
import flowlab.nd.Shapes;
import flowlab.nd.Stop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Follows dx/dt = u(x, t) with a Runge–Kutta method in equal steps.
 *
 * <p>With N steps the field is asked at t_i = i/N, i = 0 … N − 1 (and between, as the method has
 * it), never past 1, and the last of the N + 1 saved times is exactly 1.
 *
 * <p>A value, safe to share between threads: each solution has memory of its own. The field is
 * asked in the thread that solves.
 *
 * @param method the table
 * @param steps N
 */
public record OdeSolver(ButcherTableau method, int steps) implements Solver {
  public OdeSolver {
    Shapes.requirePositive("the number of steps", steps);
  }

  /** N equal steps of this method. */
  public static OdeSolver fixed(ButcherTableau method, int steps) {
    return new OdeSolver(method, steps);
  }

  /**
   * From time {@code from} to time {@code to}, forwards or backwards.
   *
   * @param u the velocity
   * @param x0 the batch at {@code from}, [n, d]; left as it is
   * @return N + 1 times and states, the first a copy of x0
   * @throws ArithmeticException if a state is not finite; the message names the time
   * @throws CancellationException if the thread is interrupted
   */
  @Override
  public Trajectory solve(VectorField u, INDArray x0, double from, double to) {
    Shapes.requireBatch("x0", x0);
    Shapes.requireTime(from);
    Shapes.requireTime(to);
    int n = x0.rows();
    int d = x0.columns();
    double[] x = Shapes.requireFinite("x0", Shapes.toRows(x0), d);
    double[] times = new double[steps + 1];
    List<double[]> states = new ArrayList<>(steps + 1);
    RungeKuttaStep step = new RungeKuttaStep(method, n, x.length);
    for (int i = 0; i <= steps; i++) {
      times[i] = time(from, to, i);
      states.add(x.clone());
      if (i < steps) {
        Stop.check("stopped after %d of %d steps", i, steps);
        double next = time(from, to, i + 1);
        step.advance(u, x, times[i], next - times[i], from, to);
        Solver.requireReached(x, d, times[i], next);
      }
    }
    return Trajectory.of(times, states, n, d);
  }

  /**
   * Through the times asked for, with N equal steps from each to the next: {@code fixed(EULER,
   * 1).solve(u, x0, grid)} takes the steps of the grid.
   *
   * @param times rising or falling, within [0, 1], at least two
   * @return the states at these times, the first a copy of x0
   */
  public Trajectory solve(VectorField u, INDArray x0, double[] times) {
    Solver.requireGrid(times);
    List<INDArray> states = new ArrayList<>();
    states.add(
        Shapes.fromRows(Shapes.toRows(Shapes.requireBatch("x0", x0)), x0.rows(), x0.columns()));
    for (int i = 0; i + 1 < times.length; i++) {
      states.add(solve(u, states.get(i), times[i], times[i + 1]).last());
    }
    return new Trajectory(times, states);
  }

  /** The i-th time; the last is {@code to} to the bit. */
  private double time(double from, double to, int i) {
    return i == steps ? to : from + (to - from) * i / steps;
  }
}
