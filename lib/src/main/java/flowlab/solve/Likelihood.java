package flowlab.solve;

import flowlab.FieldWithDivergence;
import flowlab.VectorField;
import flowlab.nd.Shapes;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The log density that a flow gives to points, by following them back to the noise (Chen et al.,
 * 2018, instantaneous change of variables):
 *
 * <pre>
 * log p₁(x₁) = log N(x₀; 0, I) − ∫₀¹ ∇·u(x_t, t) dt
 * </pre>
 *
 * The integral travels with the points as one more coordinate, so it is as exact as they are.
 *
 * @param solver any
 */
public record Likelihood(Solver solver) {
  /**
   * log p₁, row by row, for a field that knows its divergence: a network, or an exact field.
   *
   * @param u the velocity
   * @param x1 points at t = 1, [n, d]
   */
  public double[] logDensity(FieldWithDivergence u, INDArray x1) {
    return follow(u::into, x1);
  }

  /**
   * log p₁, row by row, with a divergence that is estimated or comes from elsewhere.
   *
   * @param u the velocity
   * @param divergence ∇·u
   * @param x1 points at t = 1, [n, d]
   */
  public double[] logDensity(VectorField u, Divergence divergence, INDArray x1) {
    return follow(
        (x, n, t, velocity, growth) -> {
          u.into(x, n, t, velocity);
          double[] known = divergence.at(Shapes.fromRows(x.clone(), n, x.length / n), t);
          if (known.length != n) {
            throw new IllegalArgumentException(
                "expected a divergence for each of %d rows, got %s"
                    .formatted(n, Arrays.toString(known)));
          }
          System.arraycopy(known, 0, growth, 0, n);
        },
        x1);
  }

  private double[] follow(Both both, INDArray x1) {
    Shapes.requireBatch("x1", x1);
    int n = x1.rows();
    int d = x1.columns();
    double[] rows = Shapes.toRows(x1);
    double[] start = new double[n * (d + 1)];
    for (int i = 0; i < n; i++) System.arraycopy(rows, i * d, start, i * (d + 1), d);
    VectorField augmented = new Augmented(both, n, d);
    double[] end =
        Shapes.toRows(solver.solve(augmented, Shapes.fromRows(start, n, d + 1), 1, 0).last());
    double[] log = new double[n];
    for (int i = 0; i < n; i++) {
      double squares = 0;
      for (int c = 0; c < d; c++) squares += end[i * (d + 1) + c] * end[i * (d + 1) + c];
      // solved from 1 to 0, the last coordinate is −∫₀¹ ∇·u dt
      log[i] = -0.5 * (squares + d * Math.log(2 * Math.PI)) + end[i * (d + 1) + d];
    }
    return log;
  }

  /** Velocity and divergence together. */
  @FunctionalInterface
  private interface Both {
    void into(double[] x, int n, double t, double[] velocity, double[] divergence);
  }

  /** (u, ∇·u) on rows (x, ∫). */
  private static final class Augmented implements VectorField {
    private final Both both;
    private final int d;
    private final double[] points;
    private final double[] along;
    private final double[] growth;

    Augmented(Both both, int n, int d) {
      this.both = both;
      this.d = d;
      points = new double[n * d];
      along = new double[n * d];
      growth = new double[n];
    }

    @Override
    public INDArray at(INDArray x, INDArray t) {
      double[] out = new double[(int) x.length()];
      into(Shapes.toRows(x), x.rows(), t.getDouble(0), out);
      return Shapes.fromRows(out, x.rows(), d + 1);
    }

    @Override
    public void into(double[] x, int n, double t, double[] velocity) {
      for (int i = 0; i < n; i++) System.arraycopy(x, i * (d + 1), points, i * d, d);
      both.into(points, n, t, along, growth);
      for (int i = 0; i < n; i++) {
        System.arraycopy(along, i * d, velocity, i * (d + 1), d);
        velocity[i * (d + 1) + d] = growth[i];
      }
    }
  }
}
