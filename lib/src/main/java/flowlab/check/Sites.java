package flowlab.check;

import flowlab.Trajectory;
import flowlab.VectorField;
import flowlab.data.Gaussian;
import flowlab.solve.ButcherTableau;
import flowlab.solve.OdeSolver;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Where a check looks: points where the flow has its mass, at times inside (0, 1). */
final class Sites {
  private static final double[] TIMES = {0, 0.05, 0.25, 0.5, 0.75, 0.95};
  private static final int POINTS = 24;
  private final Trajectory path;

  private Sites(Trajectory path) {
    this.path = path;
  }

  /** Points that start as noise and follow this field. */
  static Sites along(VectorField u, int d) {
    INDArray noise = Gaussian.standard(d).sample(POINTS, Unseen.generator());
    return new Sites(OdeSolver.fixed(ButcherTableau.RK4, 4).solve(u, noise, TIMES));
  }

  interface Visit {
    void at(INDArray x, double t);
  }

  void each(Visit visit) {
    for (int j = 1; j < TIMES.length; j++) visit.at(path.states().get(j), TIMES[j]);
  }

  /** "t = 0.25, x = (0.31, −1.2)". */
  static Supplier<String> place(INDArray x, double t, int row) {
    return () ->
        "t = %s, x = %s"
            .formatted(
                t,
                Arrays.toString(
                        Arrays.stream(x.getRow(row).toDoubleVector())
                            .mapToObj(v -> String.format(Locale.ROOT, "%.4g", v))
                            .toArray())
                    .replace('[', '(')
                    .replace(']', ')'));
  }
}
