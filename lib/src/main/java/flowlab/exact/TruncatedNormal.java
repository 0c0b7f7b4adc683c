package flowlab.exact;

import flowlab.nd.Special;

/** The standard normal on an interval [a, b], far out in the tails too. */
final class TruncatedNormal {
  private static final double SQRT_HALF = Math.sqrt(0.5);
  private static final double INV_SQRT_2PI = 1 / Math.sqrt(2 * Math.PI);

  private static final GaussLegendre RULE = GaussLegendre.of(40);

  private TruncatedNormal() {}

  /**
   * An end of an interval, with its upper tail scaled by e^{z²/2}: neither part over- or
   * underflows, and two intervals that meet share it.
   */
  static final class Edge {
    double z;
    double bell; // e^{−z²/2}
    double tail; // e^{z²/2} (1 − Φ(|z|))

    void at(double z) {
      this.z = z;
      bell = Math.exp(-0.5 * z * z);
      tail = 0.5 * Special.erfcx(Math.abs(z) * SQRT_HALF);
    }
  }

  /** log(Φ(b) − Φ(a)) for a &lt; b. */
  static double logMass(Edge a, Edge b) {
    if (a.z <= 0 && b.z > 0) { // 0 lies inside: no cancellation
      return Math.log(1 - a.bell * a.tail - b.bell * b.tail);
    }
    Edge near = b.z <= 0 ? b : a;
    return -0.5 * near.z * near.z + Math.log(scaledMass(a, b));
  }

  /** The mean (φ(a) − φ(b)) / (Φ(b) − Φ(a)). */
  static double mean(Edge a, Edge b) {
    if (a.z <= 0 && b.z > 0) {
      return INV_SQRT_2PI * (a.bell - b.bell) / (1 - a.bell * a.tail - b.bell * b.tail);
    }
    // In one tail, both scaled by the bell of the end nearer to 0; expm1 keeps the difference of
    // densities for narrow intervals.
    double sign = b.z <= 0 ? -1 : 1;
    double densities = -Math.expm1(-Math.abs(0.5 * (a.z - b.z) * (a.z + b.z))) * INV_SQRT_2PI;
    double mean = sign * densities / scaledMass(a, b);
    return Math.max(a.z, Math.min(b.z, mean)); // rounding must not leave the interval
  }

  /**
   * The variance on [a, b], by quadrature over the part that matters: the closed form 1 + (aφ(a) −
   * bφ(b))/(Φ(b) − Φ(a)) − mean² loses all digits in the tails.
   */
  static double variance(double a, double b) {
    double nearest = Math.max(a, Math.min(b, 0));
    double reach = 80 / (Math.hypot(nearest, Math.sqrt(80)) + Math.abs(nearest)); // e^{−40} there
    double[] moments = new double[3]; // of z − nearest
    add(Math.max(a - nearest, -reach), nearest, moments);
    add(Math.min(b - nearest, reach), nearest, moments);
    double mean = moments[1] / moments[0];
    return moments[2] / moments[0] - mean * mean;
  }

  private static void add(double far, double nearest, double[] moments) {
    for (int i = 0; far != 0 && i < RULE.nodes().length; i++) {
      double delta = 0.5 * far * (1 + RULE.nodes()[i]);
      double weight =
          0.5 * Math.abs(far) * RULE.weights()[i] * Math.exp(-delta * (nearest + 0.5 * delta));
      moments[0] += weight;
      moments[1] += weight * delta;
      moments[2] += weight * delta * delta;
    }
  }

  /** The mass of an interval on one side of 0, divided by e^{−z²/2} of its end nearer to 0. */
  private static double scaledMass(Edge a, Edge b) {
    Edge near = b.z <= 0 ? b : a;
    Edge far = b.z <= 0 ? a : b;
    return near.tail - far.tail * Math.exp(-Math.abs(0.5 * (a.z - b.z) * (a.z + b.z)));
  }
}
