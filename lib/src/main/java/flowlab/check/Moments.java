package flowlab.check;

import flowlab.data.GaussianMixture;

/** Mean and covariance of a sample beside those of its law, each with its standard error. */
final class Moments {
  private Moments() {}

  /** Within five standard errors, which the sample itself gives. */
  static void compare(Trial trial, GaussianMixture law, double[] rows, String when) {
    compare(trial, law, rows, 0, when);
  }

  /** The same with a share of the covariance allowed more, for a method with a bias. */
  static void compare(Trial trial, GaussianMixture law, double[] rows, double share, String when) {
    compare(trial, law.mean(), law.covariance(), rows, share, when);
  }

  /** The same for a law of which only these two are known. */
  static void compare(
      Trial trial, double[] mean, double[][] covariance, double[] rows, double share, String when) {
    int d = mean.length;
    int n = rows.length / d;
    for (int a = 0; a < d; a++) {
      double sum = 0;
      for (int i = 0; i < n; i++) sum += rows[i * d + a] / n;
      double scale = Math.sqrt(covariance[a][a]);
      String axis = when + ", mean of axis " + a;
      trial.near(mean[a], sum, 5 * scale / Math.sqrt(n) + share * scale, () -> axis);
      for (int b = 0; b <= a; b++) {
        double product = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
          double z = (rows[i * d + a] - mean[a]) * (rows[i * d + b] - mean[b]);
          product += z / n;
          squares += z * z / n;
        }
        double error = Math.sqrt(Math.max(0, squares - product * product) / n);
        double spread = Math.sqrt(covariance[a][a] * covariance[b][b]);
        String place = "%s, covariance %d %d".formatted(when, a, b);
        trial.near(covariance[a][b], product, 5 * error + (share + 1e-9) * spread, () -> place);
      }
    }
  }
}
