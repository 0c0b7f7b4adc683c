package flowlab.nd;

/**
 * Rational approximations in single precision that the JIT vectorises: a fused multiply chain, one
 * division, {@code Math.min} and {@code Math.max} instead of branches (HotSpot does not vectorise a
 * ternary). Coefficients were fitted here in double by iteratively reweighted least squares
 * (Lawson) for least maximum relative error; errors are those of the float evaluation.
 */
final class Approximations {
  private Approximations() {}

  /** tanh x = x·P(x²)/Q(x²) on |x| ≤ 8.4, beyond which a float is 1; relative error below 4e-7. */
  static float tanh(float x) {
    float c = Math.max(-8.4f, Math.min(8.4f, x));
    float u = c * c;
    float p = -1.358786184e-11f;
    p = p * u + 3.238755890e-08f;
    p = p * u + 2.873995639e-05f;
    p = p * u + 3.904217123e-03f;
    p = p * u + 1.370846089e-01f;
    p = p * u + 9.999999994e-01f;
    float q = 1.339058696e-06f;
    q = q * u + 4.002189428e-04f;
    q = q * u + 2.737687270e-02f;
    q = q * u + 4.704179363e-01f;
    q = q * u + 1f;
    return c * p / q;
  }

  /** erf x = x·P(x²)/Q(x²) on |x| ≤ 3.9, beyond which a float is 1; relative error below 9e-7. */
  static float erf(float x) {
    float c = Math.max(-3.9f, Math.min(3.9f, x));
    float u = c * c;
    float p = -1.573521303e-06f;
    p = p * u + 2.778660301e-04f;
    p = p * u + 1.100120005e-02f;
    p = p * u + 7.488449035e-02f;
    p = p * u + 3.822226818e-01f;
    p = p * u + 1.128379457e+00f;
    float q = 2.591704486e-03f;
    q = q * u + 2.973415835e-02f;
    q = q * u + 1.904267856e-01f;
    q = q * u + 6.720644520e-01f;
    q = q * u + 1f;
    return c * p / q;
  }

  /**
   * exp(−u) for 0 ≤ u ≤ 16 (larger u count as 16): a polynomial for exp(−u/16), squared four times;
   * relative error below 6e-6, absolute below 1e-6.
   */
  static float expOfMinus(float u) {
    float v = Math.min(16f, u) * 0.0625f;
    float p = 8.358457364e-04f;
    p = p * v - 7.614023483e-03f;
    p = p * v + 4.117682565e-02f;
    p = p * v - 1.664902855e-01f;
    p = p * v + 4.999690147e-01f;
    p = p * v - 9.999979030e-01f;
    p = p * v + 9.999999759e-01f;
    p *= p;
    p *= p;
    p *= p;
    return p * p;
  }
}
