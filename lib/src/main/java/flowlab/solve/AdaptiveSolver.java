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
 * Follows dx/dt = u(x, t) with steps as long as the tolerance allows (Hairer, Nørsett and Wanner,
 * Solving Ordinary Differential Equations I, §II.4).
 *
 * <p>One step serves the whole batch: it is accepted if the root mean square, over all n·d entries,
 * of error / (atol + rtol · max(|x|, |x′|)) is at most 1. The next step is the last times 0.9 /
 * norm^{1/q}, between 0.2 and 10, or somewhat less while the norms rise; the last two share what is
 * left. The velocity is never asked outside [from, to], and the last state is at {@code to}
 * exactly.
 *
 * <p>A value, safe to share between threads: each solution has memory of its own. The field is
 * asked in the thread that solves.
 *
 * @param tableau Dopri5 or Bogacki–Shampine
 * @param rtol relative tolerance
 * @param atol absolute tolerance
 */
public record AdaptiveSolver(EmbeddedTableau tableau, double rtol, double atol) implements Solver {
  /** Steps that a solution may try; smooth fields need some hundreds at tight tolerances. */
  public static final int MOST_STEPS = 10_000;

  /**
   * What a solution cost.
   *
   * @param evaluations of the velocity, each of the whole batch
   * @param accepted steps
   * @param rejected steps, tried and taken back
   */
  public record Statistics(int evaluations, int accepted, int rejected) {}

  /**
   * A solution and its cost.
   *
   * @param trajectory the states asked for
   * @param statistics what they cost
   */
  public record Solution(Trajectory trajectory, Statistics statistics) {
    /** The batch at the last time. */
    public INDArray last() {
      return trajectory.last();
    }
  }

  public AdaptiveSolver {
    Shapes.requirePositive("rtol", rtol);
    Shapes.requirePositive("atol", atol);
  }

  /** Dormand and Prince, orders 5 and 4. */
  public static AdaptiveSolver dopri5(double rtol, double atol) {
    return new AdaptiveSolver(EmbeddedTableau.DOPRI5, rtol, atol);
  }

  /** Bogacki and Shampine, orders 3 and 2: for loose tolerances. */
  public static AdaptiveSolver bogackiShampine(double rtol, double atol) {
    return new AdaptiveSolver(EmbeddedTableau.BOGACKI_SHAMPINE, rtol, atol);
  }

  /** The state at every accepted step, the first and last included. */
  @Override
  public Trajectory solve(VectorField u, INDArray x0, double from, double to) {
    return run(u, x0, new double[] {from, to}, true).trajectory();
  }

  /**
   * The states at the times asked for, between steps by dense output.
   *
   * @param times rising or falling, within [0, 1], at least two
   */
  public Trajectory solve(VectorField u, INDArray x0, double[] times) {
    return run(u, x0, times, false).trajectory();
  }

  /** The same, with what it cost. */
  public Solution run(VectorField u, INDArray x0, double... times) {
    return run(u, x0, times, false);
  }

  /**
   * @throws StepUnderflow if no step meets the tolerance
   * @throws ArithmeticException after {@link #MOST_STEPS} steps
   * @throws CancellationException if the thread is interrupted
   */
  private Solution run(VectorField u, INDArray x0, double[] times, boolean everyStep) {
    Solver.requireGrid(times);
    Shapes.requireBatch("x0", x0);
    int n = x0.rows();
    int d = x0.columns();
    double[] x = Shapes.requireFinite("x0", Shapes.toRows(x0), d);
    double from = times[0];
    double to = times[times.length - 1];
    double sign = Math.signum(to - from);
    List<Double> savedTimes = new ArrayList<>(List.of(from));
    List<double[]> saved = new ArrayList<>(List.of(x.clone()));
    EmbeddedStep step = new EmbeddedStep(tableau, u, n, x.length, from, to);
    int order = tableau.method().order();
    StepControl control = new StepControl(order);
    double h = step.first(x, from, rtol, atol, 1.0 / order);
    double t = from;
    int accepted = 0;
    int rejected = 0;
    int next = 1;
    boolean finite = true;
    while (t != to) {
      Stop.check("stopped at t = %s after %d steps", t, accepted);
      if (Math.abs(h) < 10 * Math.ulp(Math.max(t, 1e-3))) throw new StepUnderflow(t, h, finite);
      if (accepted + rejected == MOST_STEPS) {
        throw new ArithmeticException(
            "%,d steps from t = %s only reached t = %s, the last of them %.1e long; the velocity jumps or is stiff there: loosen the tolerances, or take fixed steps"
                .formatted(MOST_STEPS, from, t, Math.abs(h)));
      }
      double left = Math.abs(to - t);
      double length = control.fitted(Math.abs(h), left);
      double end = length == left ? to : t + sign * length;
      h = end - t;
      double norm = step.attempt(x, t, h, rtol, atol);
      if (norm <= 1) {
        accepted++;
        while (!everyStep && next < times.length && sign * (times[next] - end) <= 0) {
          saved.add(step.between(x, h, (times[next] - t) / h));
          savedTimes.add(times[next++]);
        }
        step.accept(x);
        t = end;
        if (everyStep) {
          saved.add(x.clone());
          savedTimes.add(t);
        }
        h *= control.afterAccepted(norm);
      } else {
        rejected++;
        finite = Double.isFinite(norm);
        h *= control.afterRejected(norm);
      }
    }
    double[] at = savedTimes.stream().mapToDouble(Double::doubleValue).toArray();
    return new Solution(
        Trajectory.of(at, saved, n, d), new Statistics(step.evaluations, accepted, rejected));
  }
}
