package flowlab.data;

import java.util.Arrays;

/**
 * Eigenvalues and orthonormal eigenvectors of a symmetric matrix by Jacobi's rotations, which give
 * small matrices to rounding (Golub and Van Loan, Matrix Computations, §8.5). In two dimensions
 * twice as fast as commons-math3; in many slower (bench/README.md).
 *
 * @param values the eigenvalues
 * @param vectors one eigenvector a row, in the order of the values
 * @param isDiagonal whether the matrix was diagonal, so that the vectors are the coordinate axes
 */
record SymmetricEigen(double[] values, double[][] vectors, boolean isDiagonal) {
  private static final int SWEEPS = 60; // quadratic at the end: ten are plenty

  static SymmetricEigen of(double[][] matrix) {
    int d = matrix.length;
    double[][] a = Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
    double[][] v = new double[d][d];
    for (int i = 0; i < d; i++) v[i][i] = 1;
    boolean rotated = false;
    boolean more = true;
    for (int sweep = 0; more && sweep < SWEEPS; sweep++) {
      more = false;
      for (int p = 0; p < d; p++) {
        for (int q = p + 1; q < d; q++) {
          if (Math.abs(a[p][q]) > 1e-17 * Math.sqrt(Math.abs(a[p][p] * a[q][q]))) {
            rotate(a, v, p, q);
            more = true;
            rotated = true;
          }
        }
      }
    }
    double[] values = new double[d];
    for (int i = 0; i < d; i++) values[i] = a[i][i];
    return new SymmetricEigen(values, v, !rotated);
  }

  /** One rotation in the plane (p, q) that makes a[p][q] zero. */
  private static void rotate(double[][] a, double[][] v, int p, int q) {
    double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.hypot(theta, 1));
    double c = 1 / Math.hypot(t, 1);
    double s = t * c;
    double shift = t * a[p][q];
    a[p][p] -= shift;
    a[q][q] += shift;
    a[p][q] = 0;
    a[q][p] = 0;
    for (int i = 0; i < a.length; i++) {
      if (i != p && i != q) {
        double ip = a[i][p];
        double iq = a[i][q];
        a[i][p] = c * ip - s * iq;
        a[p][i] = a[i][p];
        a[i][q] = s * ip + c * iq;
        a[q][i] = a[i][q];
      }
      double vp = v[p][i];
      double vq = v[q][i];
      v[p][i] = c * vp - s * vq;
      v[q][i] = s * vp + c * vq;
    }
  }
}
