package flowlab.nd;

/**
 * Rational approximations in single precision that the JIT vectorises: a chain of fused
 * multiply-adds, one division, no branches (HotSpot does not vectorise a ternary), and as few of
 * {@code Math.min} and {@code Math.max} as can be, for each costs more than a division.
 * Coefficients were fitted here in double by iteratively reweighted least squares (Lawson) for
 * least maximum relative error; errors are those of the float evaluation.
 */
final class Approximations {
  private static final boolean FUSED = fused();

  private Approximations() {}

  /** p·a + c: a fifth off the time of a pass where the processor has it as one instruction. */
  static float plus(float p, float a, float c) {
    return FUSED ? Math.fma(p, a, c) : p * a + c;
  }

  /**
   * Whether the processor has a fused multiply-add. Where it has none, {@link Math#fma} goes over
   * BigDecimal and takes a tenth of a millisecond; asking the virtual machine takes 50 ms.
   */
  private static boolean fused() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 8; i++) {
      long start = System.nanoTime();
      float sum = Math.fma(1.1f, i, 0.5f);
      least = Math.min(least, System.nanoTime() - start + (sum < 0 ? 1 : 0));
    }
    return least < 10_000;
  }

  /** tanh x; relative error below 4e-7. Beyond 8.4 a float is 1. */
  static float tanh(float x) {
    return tanhNear0(Math.max(-8.4f, Math.min(8.4f, x)));
  }

  /** tanh x for x ≤ 0. */
  static float tanhOfNegative(float x) {
    return tanhNear0(Math.max(-8.4f, x));
  }

  /** x·P(x²)/Q(x²) for |x| ≤ 8.4. */
  private static float tanhNear0(float x) {
    float u = x * x;
    float p = -1.358786184e-11f;
    p = plus(p, u, 3.238755890e-08f);
    p = plus(p, u, 2.873995639e-05f);
    p = plus(p, u, 3.904217123e-03f);
    p = plus(p, u, 1.370846089e-01f);
    p = plus(p, u, 9.999999994e-01f);
    float q = 1.339058696e-06f;
    q = plus(q, u, 4.002189428e-04f);
    q = plus(q, u, 2.737687270e-02f);
    q = plus(q, u, 4.704179363e-01f);
    q = plus(q, u, 1f);
    return x * p / q;
  }

  /**
   * 2Φ(−a), the two tails of a normal distribution beyond ±a, for a ≥ 0: 1/P(a)¹⁶, after Hastings;
   * where the power overflows, 0. Error below 2.4e-6, times a below 8e-7.
   */
  static float normalTails(float a) {
    return sixteenth(inverse(a));
  }

  /** 1/P(a): the sixteenth root of the two tails. */
  static float inverse(float a) {
    float p = 7.978800278e-07f;
    p = plus(p, a, -1.870281713e-06f);
    p = plus(p, a, 7.394235562e-05f);
    p = plus(p, a, -3.424100413e-06f);
    p = plus(p, a, 3.311490735e-03f);
    p = plus(p, a, 2.112842505e-02f);
    p = plus(p, a, 4.986892954e-02f);
    return 1f / plus(p, a, 1f);
  }

  /**
   * 1 − a φ(a)/Φ(−a) for 0 ≤ a ≤ 9, as good as it must be there: times Φ(−a), its error is below
   * 3e-7. Some finite number beyond.
   */
  static float normalBend(float a) {
    a = within32(a);
    float p = 2.887955580e-05f;
    p = plus(p, a, -1.248708583e-04f);
    p = plus(p, a, -1.756478977e-03f);
    p = plus(p, a, 2.088942417e-02f);
    p = plus(p, a, -1.098121839e-01f);
    p = plus(p, a, -6.364682908e-01f);
    p = plus(p, a, -7.978901249e-01f);
    return plus(p, a, 1f);
  }

  /**
   * min(a, 32) to an error of 1e-6, for a ≥ 0, in half the time; far out, some number near it, so
   * that no polynomial overflows: 0 times infinity is not 0.
   */
  private static float within32(float a) {
    return plus(-0.5f, Math.abs(a - 32f), plus(0.5f, a, 16f));
  }

  /**
   * σ(−a) = 1 / (1 + P(a)¹⁶) for a ≥ 0, P close to exp(a/16); where the power overflows, 0. Error
   * below 6e-7, times a below 4e-7.
   */
  static float logisticTail(float a) {
    float p = 9.999624839e-09f;
    p = plus(p, a, 6.192230961e-07f);
    p = plus(p, a, 4.074755785e-05f);
    p = plus(p, a, 1.953039752e-03f);
    p = plus(p, a, 6.250004233e-02f);
    return 1f / (1f + sixteenth(plus(p, a, 1f)));
  }

  /** p¹⁶. */
  static float sixteenth(float p) {
    p *= p;
    p *= p;
    p *= p;
    return p * p;
  }
}
