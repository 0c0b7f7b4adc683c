package flowlab.solve;

import java.util.Arrays;

/**
 * A Runge–Kutta method with a second one in the same stages, whose difference estimates the error
 * of a step. The last stage is the first of the next step, so an accepted step costs one evaluation
 * less.
 *
 * @param method the method that goes on; its last stage is at the new point
 * @param error weights of the difference of both, e_i = b_i − b̂_i; they sum to 0
 * @param dense weights of the term that makes the cubic between two points one of fourth order;
 *     none for the cubic alone
 */
public record EmbeddedTableau(ButcherTableau method, double[] error, double[] dense) {
  /** Bogacki and Shampine (1989): third order, error of second order. */
  public static final EmbeddedTableau BOGACKI_SHAMPINE =
      new EmbeddedTableau(
          new ButcherTableau(
              "Bogacki–Shampine",
              3,
              new double[][] {{0.5}, {0, 0.75}, {2.0 / 9, 1.0 / 3, 4.0 / 9}},
              new double[] {2.0 / 9, 1.0 / 3, 4.0 / 9, 0},
              new double[] {0, 0.5, 0.75, 1}),
          new double[] {2.0 / 9 - 7.0 / 24, 1.0 / 3 - 1.0 / 4, 4.0 / 9 - 1.0 / 3, -1.0 / 8},
          new double[0]);

  /**
   * Dormand and Prince (1980): fifth order; the fourth-order formula that estimates the error is
   * Shampine's (Some practical Runge–Kutta formulas, Math. Comp. 46, 1986), as in torchdiffeq. All
   * fourth-order formulas in these stages lie on one line b + λ e; this one is two thirds as far
   * from b as Dormand and Prince's. Dense output of Hairer et al. (1993).
   */
  public static final EmbeddedTableau DOPRI5 =
      new EmbeddedTableau(
          new ButcherTableau(
              "Dopri5",
              5,
              new double[][] {
                {1.0 / 5},
                {3.0 / 40, 9.0 / 40},
                {44.0 / 45, -56.0 / 15, 32.0 / 9},
                {19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729},
                {9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656},
                {35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84}
              },
              new double[] {35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84, 0},
              new double[] {0, 0.2, 0.3, 0.8, 8.0 / 9, 1, 1}),
          new double[] {
            35.0 / 384 - 1951.0 / 21600,
            0,
            500.0 / 1113 - 22642.0 / 50085,
            125.0 / 192 - 451.0 / 720,
            -2187.0 / 6784 + 12231.0 / 42400,
            11.0 / 84 - 649.0 / 6300,
            -1.0 / 60
          },
          new double[] {
            -12715105075.0 / 11282082432.0,
            0,
            87487479700.0 / 32700410799.0,
            -10690763975.0 / 1880347072.0,
            701980252875.0 / 199316789632.0,
            -1453857185.0 / 822651844.0,
            69997945.0 / 29380423.0
          });

  public EmbeddedTableau {
    error = error.clone();
    dense = dense.clone();
    int stages = method.stages();
    if (error.length != stages || (dense.length > 0 && dense.length != stages)) {
      throw new IllegalArgumentException(
          "%s: expected %d weights of the error, one a stage, got %d"
              .formatted(method.name(), stages, error.length));
    }
    if (Math.abs(Arrays.stream(error).sum()) > 1e-12) {
      throw new IllegalArgumentException(
          method.name() + ": expected weights of the error that sum to 0");
    }
    double[] last = Arrays.copyOf(method.a()[stages - 2], stages);
    if (!Arrays.equals(last, method.b())) {
      throw new IllegalArgumentException(
          method.name()
              + ": expected the last row of a to be b, so that a step's end starts the next");
    }
  }

  @Override
  public double[] error() {
    return error.clone();
  }

  @Override
  public double[] dense() {
    return dense.clone();
  }
}
