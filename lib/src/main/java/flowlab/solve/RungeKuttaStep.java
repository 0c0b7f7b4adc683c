package flowlab.solve;

import flowlab.VectorField;

/** One step of a {@link ButcherTableau} on a batch, with the memory of its stages. */
final class RungeKuttaStep {
  private final double[][] a;
  private final double[] b;
  private final double[] c;
  private final int n;
  private final double[][] k;
  private final double[] point;

  RungeKuttaStep(ButcherTableau method, int n, int length) {
    a = method.a();
    b = method.b();
    c = method.c();
    this.n = n;
    this.k = new double[method.stages()][length];
    this.point = new double[length];
  }

  /** x ← x + h Σ b_i k_i. Stage times are kept within [from, to], whatever rounding does. */
  void advance(VectorField u, double[] x, double t, double h, double from, double to) {
    double low = Math.min(from, to);
    double high = Math.max(from, to);
    for (int i = 0; i < k.length; i++) {
      System.arraycopy(x, 0, point, 0, x.length);
      for (int j = 0; j < i; j++) add(h * a[i - 1][j], k[j], point);
      double time = Math.max(low, Math.min(high, t + c[i] * h));
      u.into(point, n, time, k[i]);
    }
    for (int i = 0; i < k.length; i++) add(h * b[i], k[i], x);
  }

  private static void add(double factor, double[] from, double[] to) {
    if (factor != 0) {
      for (int i = 0; i < to.length; i++) to[i] += factor * from[i];
    }
  }
}
