package flowlab.nd;

/**
 * Activations over a tile of floats that fits the first-level cache: one pass gives φ(z) and φ′(z).
 *
 * <p>Each loop is plain enough for HotSpot to vectorise on every JDK from 17 on: no branches, and
 * one index for all arrays. With {@code d[at + i]} beside {@code z[i]} it gives up, and the loop
 * takes ten times as long.
 */
public final class Tiles {
  private static final float INV_SQRT_2 = 0.70710678f;
  private static final float INV_SQRT_2PI = 0.39894228f;

  private Tiles() {}

  /**
   * z ← z Φ(z), d ← Φ(z) + z φ(z). Two loops: in one the body is too large for HotSpot to unroll,
   * and what is not unrolled is not vectorised.
   */
  public static void gelu(float[] z, float[] d, int n) {
    for (int i = 0; i < n; i++) {
      float x = z[i];
      d[i] = x * INV_SQRT_2PI * Approximations.expOfMinus(0.5f * x * x);
    }
    for (int i = 0; i < n; i++) {
      float x = z[i];
      float cdf = 0.5f * (1f + Approximations.erf(x * INV_SQRT_2));
      z[i] = x * cdf;
      d[i] += cdf;
    }
  }

  /** z ← z Φ(z). */
  public static void gelu(float[] z, int n) {
    for (int i = 0; i < n; i++) {
      float x = z[i];
      z[i] = x * 0.5f * (1f + Approximations.erf(x * INV_SQRT_2));
    }
  }

  /** z ← z σ(z), d ← σ(z) (1 + z (1 − σ(z))). */
  public static void silu(float[] z, float[] d, int n) {
    for (int i = 0; i < n; i++) {
      float x = z[i];
      float s = 0.5f * (1f + Approximations.tanh(0.5f * x));
      z[i] = x * s;
      d[i] = s * (1f + x * (1f - s));
    }
  }

  /** z ← z σ(z). */
  public static void silu(float[] z, int n) {
    for (int i = 0; i < n; i++) {
      float x = z[i];
      z[i] = x * 0.5f * (1f + Approximations.tanh(0.5f * x));
    }
  }

  /** z ← max(z, 0), d ← [z &gt; 0]. */
  public static void relu(float[] z, float[] d, int n) {
    for (int i = 0; i < n; i++) {
      float x = Math.max(z[i], 0f);
      z[i] = x;
      // 1 where x > 0, 0 where x = 0, without a branch: any positive float times 2^127 exceeds 1,
      // but for subnormals, which no layer produces.
      d[i] = Math.min(1f, x * 0x1p126f * 2f);
    }
  }

  /** z ← max(z, 0). */
  public static void relu(float[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = Math.max(z[i], 0f);
    }
  }

  /** z ← scale·(max(z, 0) + alpha·(e^min(z,0) − 1)), and its derivative. */
  public static void elu(float[] z, float[] d, int n, float scale, float alpha) {
    float jump = scale - scale * alpha;
    for (int i = 0; i < n; i++) {
      float x = z[i];
      float positive = Math.max(x, 0f);
      float m = expm1OfNegative(x);
      z[i] = scale * (positive + alpha * m);
      // scale·alpha·e^min(z,0), and at positive z, where that is scale·alpha, up to scale.
      d[i] = scale * alpha * (m + 1f) + jump * Math.min(1f, positive * 0x1p126f * 2f);
    }
  }

  /** z ← scale·(max(z, 0) + alpha·(e^min(z,0) − 1)). */
  public static void elu(float[] z, int n, float scale, float alpha) {
    for (int i = 0; i < n; i++) {
      float x = z[i];
      z[i] = scale * (Math.max(x, 0f) + alpha * expm1OfNegative(x));
    }
  }

  /** z ← tanh z, d ← 1 − tanh² z. */
  public static void tanh(float[] z, float[] d, int n) {
    for (int i = 0; i < n; i++) {
      float t = Approximations.tanh(z[i]);
      z[i] = t;
      d[i] = 1f - t * t;
    }
  }

  /** z ← tanh z. */
  public static void tanh(float[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = Approximations.tanh(z[i]);
    }
  }

  /** e^min(x,0) − 1 = 2t/(1 − t) with t = tanh(min(x,0)/2): no cancellation near 0. */
  private static float expm1OfNegative(float x) {
    float t = Approximations.tanh(0.5f * Math.min(x, 0f));
    return 2f * t / (1f - t);
  }
}
