package flowlab.data;

import flowlab.nd.Shapes;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A covariance C = Q diag(σ²) Qᵀ, kept as its axes Q and the standard deviations σ along them, in
 * which every closed form of a Gaussian is a loop over numbers: β² C + α² I has the same axes.
 *
 * <p>A value: arrays are copied on the way in and out, so it is safe to share between threads.
 */
public final class Covariance {
  private final double[] deviations;
  private final double @Nullable [][] axes; // rows are the axes; null for the coordinate axes

  private Covariance(double[] deviations, double @Nullable [][] axes) {
    this.deviations = deviations;
    this.axes = axes;
  }

  /** The covariance σ² I in d dimensions. */
  public static Covariance isotropic(int d, double sigma) {
    double[] deviations = new double[Shapes.requirePositive("the dimension", d)];
    Arrays.fill(deviations, Shapes.requirePositive("sigma", sigma));
    return new Covariance(deviations, null);
  }

  /**
   * Any symmetric positive definite matrix.
   *
   * @throws IllegalArgumentException if it is not symmetric or not positive definite
   */
  public static Covariance of(double[][] matrix) {
    int d = matrix.length;
    Shapes.requirePositive("the dimension", d);
    for (int i = 0; i < d; i++) {
      if (matrix[i].length != d) {
        throw new IllegalArgumentException(
            "expected a square covariance, got %d rows and %d numbers in row %d"
                .formatted(d, matrix[i].length, i));
      }
      Shapes.requireFinite("the covariance", matrix[i], d);
      for (int j = 0; j < i; j++) {
        double scale = Math.abs(matrix[i][i]) + Math.abs(matrix[j][j]);
        if (!(Math.abs(matrix[i][j] - matrix[j][i]) <= 1e-12 * scale)) {
          throw new IllegalArgumentException(
              "expected a symmetric covariance, got %s in row %d, column %d and %s the other way round"
                  .formatted(matrix[i][j], i, j, matrix[j][i]));
        }
      }
    }
    SymmetricEigen eigen = SymmetricEigen.of(matrix);
    return alongAxes(eigen.values(), eigen.isDiagonal() ? null : eigen.vectors());
  }

  /**
   * Variances along orthonormal axes.
   *
   * @param variances σ², positive
   * @param axes one row an axis; null for the coordinate axes
   */
  public static Covariance alongAxes(double[] variances, double @Nullable [][] axes) {
    double[] deviations = new double[variances.length];
    for (int i = 0; i < deviations.length; i++) {
      if (!(variances[i] > 0) || Double.isInfinite(variances[i])) {
        throw new IllegalArgumentException(
            "expected a positive definite covariance, got the variance %s along one axis; a small multiple of the identity added makes it one"
                .formatted(variances[i]));
      }
      deviations[i] = Math.sqrt(variances[i]);
    }
    return new Covariance(deviations, copy(axes));
  }

  /** The dimension d. */
  public int dimension() {
    return deviations.length;
  }

  /** The deviation σ along each axis. */
  public double[] deviations() {
    return deviations.clone();
  }

  /** The variance σ² along each axis: the eigenvalues. */
  public double[] variances() {
    return Arrays.stream(deviations).map(s -> s * s).toArray();
  }

  /** The axes, one a row; null when they are the coordinate axes. */
  public double @Nullable [][] axes() {
    return copy(axes);
  }

  /** The matrix C, d × d. */
  public double[][] matrix() {
    return function(s -> s * s);
  }

  /** The symmetric square root C^½. */
  public double[][] squareRoot() {
    return function(s -> s);
  }

  /** The logarithm log det C. */
  public double logDeterminant() {
    return 2 * Arrays.stream(deviations).map(Math::log).sum();
  }

  /** rows[at …] += Q diag(σ) z: a standard normal z given this covariance. */
  void addScaled(double[] z, double[] rows, int at) {
    for (int i = 0; i < deviations.length; i++) addAlong(i, z[i], rows, at);
  }

  /** The same for a fresh z, which no array is made for: a training draws millions. */
  void addNormal(RandomGenerator random, double[] rows, int at) {
    for (int i = 0; i < deviations.length; i++) addAlong(i, random.nextGaussian(), rows, at);
  }

  private void addAlong(int i, double z, double[] rows, int at) {
    double along = deviations[i] * z;
    if (axes == null) {
      rows[at + i] += along;
    } else {
      for (int j = 0; j < deviations.length; j++) rows[at + j] += axes[i][j] * along;
    }
  }

  /** diag(1/σ) Qᵀ (x − mean): what {@link #addScaled} came from. */
  double[] whiten(double[] x, double[] mean) {
    int d = deviations.length;
    double[] z = new double[d];
    for (int i = 0; i < d; i++) {
      double along = 0;
      if (axes == null) {
        along = x[i] - mean[i];
      } else {
        for (int j = 0; j < d; j++) along += axes[i][j] * (x[j] - mean[j]);
      }
      z[i] = along / deviations[i];
    }
    return z;
  }

  private double[][] function(java.util.function.DoubleUnaryOperator f) {
    int d = deviations.length;
    double[][] m = new double[d][d];
    for (int k = 0; k < d; k++) {
      double value = f.applyAsDouble(deviations[k]);
      if (axes == null) {
        m[k][k] = value;
        continue;
      }
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) m[i][j] += value * axes[k][i] * axes[k][j];
      }
    }
    return m;
  }

  private static double @Nullable [][] copy(double @Nullable [][] rows) {
    return rows == null ? null : Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Covariance that
        && Arrays.equals(deviations, that.deviations)
        && Arrays.deepEquals(axes, that.axes);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(deviations) + Arrays.deepHashCode(axes);
  }

  @Override
  public String toString() {
    return "Covariance " + Arrays.deepToString(matrix());
  }
}
