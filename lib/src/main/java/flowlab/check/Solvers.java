package flowlab.check;

import flowlab.Interpolant;
import flowlab.VectorField;
import flowlab.data.Gaussian;
import flowlab.data.GaussianMixture;
import flowlab.exact.ExactMixture;
import flowlab.nd.Seeds;
import flowlab.nd.Shapes;
import flowlab.solve.AdaptiveSolver;
import flowlab.solve.ButcherTableau;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Checks F1–F4: orders, what adaptive steps cost, the grid, and the way back. */
public final class Solvers {
  private static final VectorField MIXTURE =
      new ExactMixture(
          new GaussianMixture(
              new double[] {0.66, 0.34},
              new double[][] {{2, -1}, {-1, 1.5}},
              new double[] {0.8, 0.5}),
          Interpolant.linear());
  private static final double SIGMA = 0.8;
  private static final VectorField ONE = towards(new double[][] {{3, -1}}, SIGMA);
  private static final VectorField SEED_000 = towards(new double[][] {{7, -1}, {6, 1}}, SIGMA);

  private Solvers() {}

  /** A method of equal steps, from t = 0 to t = 1. */
  @FunctionalInterface
  public interface Method {
    /** The batch at t = 1. */
    INDArray solve(VectorField u, INDArray x0, int steps);
  }

  /** A method that chooses its steps, from t = 0 to t = 1. */
  @FunctionalInterface
  public interface Adaptive {
    /** The batch at t = 1. */
    INDArray solve(VectorField u, INDArray x0, double rtol, double atol);
  }

  /** F1: halving the steps divides the error by 2^order, on a mixture; slope within 0.1. */
  public static Verdict order(Method yours, int order) {
    return Trial.of(
        "F1",
        "the error falls as h^" + order,
        trial -> {
          int steps = order >= 4 ? 64 : 256;
          double slope = slope(yours, MIXTURE, steps);
          trial.near(order, slope, 0.1, () -> "%d and %d steps".formatted(steps, 2 * steps));
          trial.hint(
              () ->
                  Math.abs(slope) < 0.3
                      ? "the error does not fall: the method solves another equation, or ends at"
                          + " another time"
                      : "look at the times and weights of the stages");
        });
  }

  /**
   * F1: the trap. On a single Gaussian the midpoint rule is of order 3, one more than it has: an
   * order test on one Gaussian alone proves nothing.
   */
  public static Verdict trap(Method midpoint) {
    return Trial.of(
        "F1",
        "the midpoint rule: order 2 on a mixture, 3 on one Gaussian",
        trial -> {
          trial.near(2, slope(midpoint, MIXTURE, 256), 0.1, () -> "a mixture");
          trial.near(3, slope(midpoint, ONE, 128), 0.1, () -> "one Gaussian");
        });
  }

  private static double slope(Method method, VectorField u, int steps) {
    INDArray x0 = Gaussian.standard(2).sample(64, Seeds.generator(1));
    double[] exact = Shapes.toRows(AdaptiveSolver.dopri5(1e-12, 1e-13).run(u, x0, 0, 1).last());
    double coarse = error(method, u, x0, steps, exact);
    double fine = error(method, u, x0, 2 * steps, exact);
    return Math.log(coarse / fine) / Math.log(2);
  }

  private static double error(
      Method method, VectorField u, INDArray x0, int steps, double[] exact) {
    INDArray end = method.solve(u, x0.dup(), steps);
    return worst(Trial.rows("the solution", end, x0.rows(), x0.columns()), exact);
  }

  private static double worst(double[] x, double[] exact) {
    double worst = 0;
    for (int i = 0; i < x.length; i++) worst = Math.max(worst, Math.abs(x[i] - exact[i]));
    return worst;
  }

  /**
   * F2: no more evaluations of a batch of 64 points, and no larger error, than the table has. Its
   * last error is what 1.6e-8 with 104 evaluations becomes, at order 5, with the 92 of a kinder
   * estimate: 1.6e-8 · (104/92)⁵ = 3e-8. On these points torchdiffeq takes 98 and errs by 8.4e-8.
   */
  public static Verdict adaptive(Adaptive yours) {
    double[][]
        table = { // rtol, atol, evaluations and error: one Gaussian, the two modes of seed 000
      {1e-3, 1e-6, 20, 8.5e-3, 26, 9.5e-3},
      {1e-5, 1e-5, 32, 8.1e-5, 38, 1.9e-4},
      {1e-7, 1e-9, 86, 7.7e-8, 104, 3e-8}
    };
    return Trial.of(
        "F2",
        "Dopri5: evaluations and errors",
        trial -> {
          INDArray x0 = Gaussian.standard(2).sample(64, Seeds.generator(2));
          for (int problem = 0; problem < 2; problem++) {
            VectorField u = problem == 0 ? towards(new double[][] {{7, -1}}, SIGMA) : SEED_000;
            double[] exact =
                Shapes.toRows(AdaptiveSolver.dopri5(1e-12, 1e-13).run(u, x0, 0, 1).last());
            for (double[] row : table) {
              Spy spy = new Spy(u);
              INDArray end = yours.solve(spy, x0.dup(), row[0], row[1]);
              double error = worst(Trial.rows("the solution", end, 64, 2), exact);
              double most = row[2 + 2 * problem];
              String at = "rtol %.0e, atol %.0e".formatted(row[0], row[1]);
              int asked = spy.times.size();
              trial.near(most, Math.max(most, asked), 0.5, () -> at + ": evaluations");
              trial.near(0, error, row[3 + 2 * problem], () -> at + ": error");
              trial.is(
                  spy.times.stream().allMatch(t -> t >= 0 && t <= 1),
                  at + ": it asks beyond the end");
            }
          }
        });
  }

  /**
   * F3: with N steps the velocity is asked at t = (i + c_j)/N, i from 0 to N − 1, never past 1, and
   * all steps together are as long as time. {@code linspace(0, 1, N)} with steps of 1/N, which
   * several tutorials share, asks too late at every step but the first, and at t = 1.
   *
   * @param method whose stage times c_j it has
   */
  public static Verdict grid(Method yours, ButcherTableau method) {
    return Trial.of(
        "F3",
        "N steps: t_i = i/N, i = 0 … N − 1",
        trial -> {
          double[] stage = method.c();
          for (int steps : Unseen.whole(1, 40, 1, 4, 10)) {
            Spy spy = new Spy((x, t) -> x.mul(0).add(1));
            INDArray x0 = Shapes.fromRows(new double[] {0, 1}, 2, 1);
            INDArray end = yours.solve(spy, x0, steps);
            double moved = Trial.rows("the solution", end, 2, 1)[0];
            int asked = steps * method.stages();
            trial.near(
                1, moved, 1e-12, () -> "N = " + steps + ": the way of a constant velocity 1");
            trial.near(asked, spy.times.size(), 0.5, () -> "N = " + steps + ": evaluations");
            for (int i = 0; i < Math.min(asked, spy.times.size()); i++) {
              int at = i;
              double c = stage[i % method.stages()];
              trial.near(
                  (i / method.stages() + c) / steps,
                  spy.times.get(i),
                  1e-12,
                  () -> "N = %d: time of evaluation %d".formatted(steps, at));
            }
          }
          trial.hint(
              () ->
                  "a grid of N points has N − 1 steps: linspace(0, 1, N) with steps 1/N is off by"
                      + " one");
        });
  }

  /**
   * F4: forwards to t = 1 and back to 0 ends where it began.
   *
   * @param tolerance 1e-5 for Dopri5 at 1e-7; C h^p for fixed steps
   */
  public static Verdict reversible(flowlab.solve.Solver yours, double tolerance) {
    return Trial.of(
        "F4",
        "there and back again",
        trial -> {
          INDArray x0 = Gaussian.standard(2).sample(32, Seeds.generator(3));
          INDArray back = yours.solve(MIXTURE, yours.solve(MIXTURE, x0).last(), 1, 0).last();
          double[] expected = Shapes.toRows(x0);
          double[] came = Trial.rows("the way back", back, 32, 2);
          for (int i = 0; i < came.length; i++) {
            trial.near(expected[i], came[i], tolerance, Sites.place(x0, 0, i / 2));
          }
        });
  }

  private static VectorField towards(double[][] means, double sigma) {
    boolean one = means.length == 1;
    return new ExactMixture(
        new GaussianMixture(
            one ? new double[] {1} : new double[] {0.66, 0.34},
            means,
            one ? new double[] {sigma} : new double[] {sigma, sigma}),
        Interpolant.linear());
  }

  /** A field that remembers when it was asked. */
  private static final class Spy implements VectorField {
    private final VectorField field;
    private final List<Double> times = new ArrayList<>();

    Spy(VectorField field) {
      this.field = field;
    }

    @Override
    public INDArray at(INDArray x, INDArray t) {
      times.add(t.getDouble(0));
      return field.at(x, t);
    }

    @Override
    public void into(double[] x, int n, double t, double[] velocity) {
      times.add(t);
      field.into(x, n, t, velocity);
    }
  }
}
