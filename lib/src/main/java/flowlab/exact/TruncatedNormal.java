package flowlab.exact;

import flowlab.nd.Special;

/** The standard normal on an interval [a, b], far out in the tails too. */
final class TruncatedNormal {
  private static final double SQRT_HALF = Math.sqrt(0.5);
  private static final double INV_SQRT_2PI = 1 / Math.sqrt(2 * Math.PI);

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

  /** The mass of an interval on one side of 0, divided by e^{−z²/2} of its end nearer to 0. */
  private static double scaledMass(Edge a, Edge b) {
    Edge near = b.z <= 0 ? b : a;
    Edge far = b.z <= 0 ? a : b;
    return near.tail - far.tail * Math.exp(-Math.abs(0.5 * (a.z - b.z) * (a.z + b.z)));
  }
}
