package flowlab.solve;

import java.util.Arrays;

/**
 * An explicit Runge–Kutta method, which is nothing but its table:
 *
 * <pre>
 *  c₁ |
 *  c₂ | a₂₁                      k_i = u(x + h Σ_j a_ij k_j,  t + c_i h)
 *  c₃ | a₃₁ a₃₂                  x ← x + h Σ_i b_i k_i
 * ----+------------
 *     | b₁  b₂  b₃
 * </pre>
 *
 * @param name what a figure calls it
 * @param order how fast its error falls: O(hᵒʳᵈᵉʳ)
 * @param a the lower triangle, a[i] holding row i + 2; each row sums to its c
 * @param b weights of the stages; they sum to 1
 * @param c times of the stages; c[0] is 0
 */
public record ButcherTableau(String name, int order, double[][] a, double[] b, double[] c) {
  /** First order: x ← x + h u(x, t). */
  public static final ButcherTableau EULER =
      new ButcherTableau("Euler", 1, new double[][] {}, new double[] {1}, new double[] {0});

  /** Second order: the slope half a step ahead. */
  public static final ButcherTableau MIDPOINT =
      new ButcherTableau(
          "midpoint", 2, new double[][] {{0.5}}, new double[] {0, 1}, new double[] {0, 0.5});

  /** Second order: the mean of the slopes at both ends (explicit trapezoidal rule). */
  public static final ButcherTableau HEUN =
      new ButcherTableau(
          "Heun", 2, new double[][] {{1}}, new double[] {0.5, 0.5}, new double[] {0, 1});

  /** Fourth order: the classical method of Kutta (1901). */
  public static final ButcherTableau RK4 =
      new ButcherTableau(
          "RK4",
          4,
          new double[][] {{0.5}, {0, 0.5}, {0, 0, 1}},
          new double[] {1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 6},
          new double[] {0, 0.5, 0.5, 1});

  /** Fourth order: Kutta's 3/8 rule (1901), whose errors are a little smaller. */
  public static final ButcherTableau THREE_EIGHTHS =
      new ButcherTableau(
          "3/8 rule",
          4,
          new double[][] {{1.0 / 3}, {-1.0 / 3, 1}, {1, -1, 1}},
          new double[] {0.125, 0.375, 0.375, 0.125},
          new double[] {0, 1.0 / 3, 2.0 / 3, 1});

  public ButcherTableau {
    a = copy(a);
    b = b.clone();
    c = c.clone();
    if (b.length != c.length || a.length != b.length - 1) {
      throw new IllegalArgumentException(
          "%s: expected as many b as c and one row of a less, got %d, %d and %d"
              .formatted(name, b.length, c.length, a.length));
    }
    requireSum(name, "b", b, 1);
    requireSum(name, "c[0]", new double[] {c[0]}, 0);
    for (int i = 0; i < a.length; i++) {
      if (a[i].length != i + 1) {
        throw new IllegalArgumentException(
            "%s: expected %d numbers in row %d of a, got %d"
                .formatted(name, i + 1, i + 2, a[i].length));
      }
      requireSum(name, "row " + (i + 2) + " of a", a[i], c[i + 1]);
    }
  }

  /** A copy: one cannot change a method that others solve with. */
  @Override
  public double[][] a() {
    return copy(a);
  }

  @Override
  public double[] b() {
    return b.clone();
  }

  @Override
  public double[] c() {
    return c.clone();
  }

  /** The number of stages, that is evaluations of u a step. */
  public int stages() {
    return b.length;
  }

  private static double[][] copy(double[][] rows) {
    return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
  }

  private static void requireSum(String name, String what, double[] values, double expected) {
    double sum = Arrays.stream(values).sum();
    if (!(Math.abs(sum - expected) < 1e-12)) {
      throw new IllegalArgumentException(
          "%s: expected %s to sum to %s, got %s".formatted(name, what, expected, sum));
    }
  }
}
