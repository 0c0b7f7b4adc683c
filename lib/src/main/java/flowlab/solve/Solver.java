package flowlab.solve;

import flowlab.Trajectory;
import flowlab.VectorField;
import flowlab.nd.Shapes;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Follows dx/dt = u(x, t) from one time to another. */
@FunctionalInterface
public interface Solver {
  /**
   * From time {@code from} to time {@code to}, forwards or backwards.
   *
   * @param u the velocity
   * @param x0 the batch at {@code from}, [n, d]; left as it is
   * @return times and states; the first is x0, the last is at {@code to}
   */
  Trajectory solve(VectorField u, INDArray x0, double from, double to);

  /** Follows the field from t = 0 to t = 1. */
  default Trajectory solve(VectorField u, INDArray x0) {
    return solve(u, x0, 0, 1);
  }

  /** The state that a fixed step reached at t, or an error that names the time and the row. */
  static double[] requireReached(double[] x, int d, double before, double t) {
    for (int i = 0; i < x.length; i++) {
      if (!Double.isFinite(x[i])) {
        throw new ArithmeticException(
            "the step from t = %s to t = %s left the finite numbers: row %d became %s; the velocity is no finite number there, or blows up: look at u near this time, stop short of it, or take smaller steps"
                .formatted(before, t, i / d, x[i]));
      }
    }
    return x;
  }

  /** Times that rise or fall, at least two, or an error that says what came. */
  static void requireGrid(double[] times) {
    boolean strict = times.length >= 2;
    for (int i = 0; i < times.length; i++) {
      Shapes.requireTime(times[i]);
      strict &= i == 0 || (times[i] - times[i - 1]) * (times[1] - times[0]) > 0;
    }
    if (!strict) {
      throw new IllegalArgumentException(
          "expected at least two times that rise or fall, got " + Arrays.toString(times));
    }
  }
}
