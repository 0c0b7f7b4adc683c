package flowlab.solve;

import flowlab.VectorField;
import java.util.Arrays;

/** Steps of an {@link EmbeddedTableau} on a batch, with the memory of its stages. */
final class EmbeddedStep {
  private final double[][] a;
  private final double[] c;
  private final double[] error;
  private final double[] dense;
  private final VectorField u;
  private final int n;
  private final double low;
  private final double high;
  private final double[][] k;
  private final double[] point; // after an attempt: the new state
  private final double[] start; // coefficients of the dense output of the last attempt
  private final double[] bend;
  private final double[] more;
  private boolean denseKnown;
  int evaluations;

  EmbeddedStep(EmbeddedTableau tableau, VectorField u, int n, int length, double from, double to) {
    a = tableau.method().a();
    c = tableau.method().c();
    error = tableau.error();
    dense = tableau.dense();
    this.u = u;
    this.n = n;
    low = Math.min(from, to);
    high = Math.max(from, to);
    k = new double[c.length][length];
    point = new double[length];
    start = new double[length];
    bend = new double[length];
    more = new double[length];
  }

  /** k[0] = u(x, from), and a first step that an Euler step and its change of slope suggest. */
  double first(double[] x, double from, double rtol, double atol, double exponent) {
    double range = high - low;
    double sign = from == low ? 1 : -1;
    evaluate(x, from, k[0]);
    double d0 = norm(x, x, x, rtol, atol);
    double d1 = norm(k[0], x, x, rtol, atol);
    double h0 = Math.min(range, d0 < 1e-5 || d1 < 1e-5 ? 1e-6 : 0.01 * d0 / d1);
    for (int i = 0; i < x.length; i++) point[i] = x[i] + sign * h0 * k[0][i];
    evaluate(point, from + sign * h0, k[1]);
    for (int i = 0; i < x.length; i++) point[i] = k[1][i] - k[0][i];
    double d2 = norm(point, x, x, rtol, atol) / h0;
    double steepest = Math.max(d1, d2);
    double h1 = steepest <= 1e-15 ? Math.max(1e-6, 1e-3 * h0) : Math.pow(0.01 / steepest, exponent);
    double h = Math.min(range, Math.min(100 * h0, h1));
    return sign * (h > 0 ? h : 1e-6); // NaN is left to the first attempt
  }

  /**
   * Tries a step; returns the norm of its error, at most 1 if it will do, NaN if it is no number.
   */
  double attempt(double[] x, double t, double h, double rtol, double atol) {
    denseKnown = false;
    for (int i = 1; i < k.length; i++) {
      System.arraycopy(x, 0, point, 0, x.length);
      for (int j = 0; j < i; j++) add(h * a[i - 1][j], k[j], point);
      evaluate(point, t + c[i] * h, k[i]); // the last point is the new state
    }
    Arrays.fill(start, 0); // until the dense output is asked for, the error
    for (int j = 0; j < k.length; j++) add(error[j], k[j], start);
    double squares = 0;
    for (int i = 0; i < x.length; i++) {
      double scaled = h * start[i] / (atol + rtol * Math.max(Math.abs(x[i]), Math.abs(point[i])));
      squares += Double.isFinite(point[i]) ? scaled * scaled : Double.NaN;
    }
    return Math.sqrt(squares / x.length);
  }

  /** x ← the state that the last attempt reached; its last slope is the next first. */
  void accept(double[] x) {
    System.arraycopy(point, 0, x, 0, x.length);
    double[] first = k[0];
    k[0] = k[k.length - 1];
    k[k.length - 1] = first;
  }

  /** The state at a fraction θ of the attempted step: a cubic, or with {@code dense} a quartic. */
  double[] between(double[] x, double h, double theta) {
    if (theta == 1) return point.clone();
    if (!denseKnown) findDense(x, h);
    double[] between = new double[x.length];
    double rest = 1 - theta;
    for (int i = 0; i < x.length; i++) {
      double curve = start[i] + theta * (bend[i] + rest * more[i]);
      between[i] = x[i] + theta * (point[i] - x[i] + rest * curve);
    }
    return between;
  }

  private void findDense(double[] x, double h) {
    double[] last = k[k.length - 1];
    for (int i = 0; i < x.length; i++) {
      double rise = point[i] - x[i];
      start[i] = h * k[0][i] - rise;
      bend[i] = rise - h * last[i] - start[i];
    }
    Arrays.fill(more, 0);
    for (int j = 0; j < dense.length; j++) add(h * dense[j], k[j], more);
    denseKnown = true;
  }

  private void evaluate(double[] x, double t, double[] velocity) {
    evaluations++;
    u.into(x, n, Math.max(low, Math.min(high, t)), velocity);
  }

  private static double norm(double[] v, double[] x, double[] y, double rtol, double atol) {
    double squares = 0;
    for (int i = 0; i < v.length; i++) {
      double scaled = v[i] / (atol + rtol * Math.max(Math.abs(x[i]), Math.abs(y[i])));
      squares += scaled * scaled;
    }
    return Math.sqrt(squares / v.length);
  }

  private static void add(double factor, double[] from, double[] to) {
    if (factor != 0) {
      for (int i = 0; i < to.length; i++) to[i] += factor * from[i];
    }
  }
}
