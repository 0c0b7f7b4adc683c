package flowlab.check;

import flowlab.Interpolant;
import flowlab.Sampler;
import flowlab.nd.Seeds;
import flowlab.nd.Shapes;
import java.util.Arrays;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Draws of (ε, X₁) with their X_t and dX_t/dt. */
final class Draws {
  private static final int DRAWS = 200_000;

  final int n = DRAWS;
  final int d;
  final double t;
  final double[] noise;
  final double[] x;
  final double[] velocity;
  private final double[] cos = new double[DRAWS];
  private final double[] sin = new double[DRAWS];
  private double[] turned = {};

  Draws(Sampler source, Sampler data, Interpolant path, double t) {
    var random = Seeds.generator(2026);
    INDArray x0 = Trial.given("a sample of the noise", source.sample(n, random));
    d = x0.columns();
    this.t = t;
    noise = Trial.rows("a sample of the noise", x0, n, d);
    double[] x1 = Trial.rows("a sample of the data", data.sample(n, random), n, d);
    double[] times = new double[n];
    Arrays.fill(times, t);
    x = new double[n * d];
    velocity = new double[n * d];
    path.along(noise, x1, times, d, x, velocity);
  }

  INDArray batch() {
    return Shapes.fromRows(x.clone(), n, d);
  }

  /** e^{ik·X}, kept while k is the same. */
  private void turn(double[] k) {
    if (Arrays.equals(k, turned)) return;
    turned = k.clone();
    for (int i = 0; i < n; i++) {
      double phase = phase(x, i * d, k);
      cos[i] = Math.cos(phase);
      sin[i] = Math.sin(phase);
    }
  }

  double[] column(double[] rows, int c) {
    double[] column = new double[n];
    for (int i = 0; i < n; i++) column[i] = rows[i * d + c];
    return column;
  }

  /** E[(z + i b) e^{ik·X}] = 0 within five standard errors, both parts. */
  void meanIsZero(Trial trial, double[] k, double[] z, double b) {
    double[] sum = new double[2];
    double[] squares = new double[2];
    turn(k);
    for (int i = 0; i < n; i++) {
      double re = z[i] * cos[i] - b * sin[i];
      double im = z[i] * sin[i] + b * cos[i];
      sum[0] += re;
      sum[1] += im;
      squares[0] += re * re;
      squares[1] += im * im;
    }
    for (int part = 0; part < 2; part++) {
      double mean = sum[part] / n;
      double error = Math.sqrt(Math.max(0, squares[part] / n - mean * mean) / n);
      trial.near(0, mean, 5 * error + 1e-12, at(k, t));
    }
  }

  static Supplier<String> at(double[] k, double t) {
    return () -> "k = %s, t = %s".formatted(Arrays.toString(k), t);
  }

  static double phase(double[] rows, int at, double[] k) {
    double phase = 0;
    for (int c = 0; c < k.length; c++) phase += k[c] * rows[at + c];
    return phase;
  }
}
