package flowlab.nd;

/**
 * Activations over a tile of floats that fits the first-level cache: one pass gives φ(z) and φ′(z).
 *
 * <p>Each loop is plain enough for HotSpot to vectorise on every JDK from 17 on: no branches, and
 * one index for all arrays. With {@code d[at + i]} beside {@code z[i]} it gives up, and the loop
 * takes ten times as long.
 */
public final class Tiles {
  private Tiles() {}

  /**
   * z ← z Φ(z), d ← Φ(z) + z φ(z). With a = |z| and the tail q = Φ(−a) these are max(z, 0) − a q
   * and, below 0, q − a φ(a); above, 1 less that. Two loops: in one the body is too large for
   * HotSpot to unroll, and what is not unrolled is not vectorised.
   */
  public static void gelu(float[] z, float[] d, int n) {
    for (int i = 0; i < n; i++) {
      d[i] = Approximations.inverse(Math.abs(z[i]));
    }
    for (int i = 0; i < n; i++) {
      float a = Math.abs(z[i]);
      float positive = 0.5f * (z[i] + a);
      float q = Approximations.tail(d[i]);
      float below = q - q * d[i] * Approximations.slope(a);
      float step = step(positive);
      z[i] = positive - a * q;
      d[i] = step + (1f - 2f * step) * below;
    }
  }

  /** z ← z Φ(z). */
  public static void gelu(float[] z, int n) {
    for (int i = 0; i < n; i++) {
      float a = Math.abs(z[i]);
      z[i] = 0.5f * (z[i] + a) - a * Approximations.normalTail(a);
    }
  }

  /** z ← z σ(z), d ← σ(z) + z σ(z) (1 − σ(z)), by the tail q = σ(−|z|) as in {@link #gelu}. */
  public static void silu(float[] z, float[] d, int n) {
    for (int i = 0; i < n; i++) {
      float a = Math.abs(z[i]);
      float positive = 0.5f * (z[i] + a);
      float q = Approximations.logisticTail(a);
      float below = q - a * q * (1f - q);
      float step = step(positive);
      z[i] = positive - a * q;
      d[i] = step + (1f - 2f * step) * below;
    }
  }

  /** z ← z σ(z). */
  public static void silu(float[] z, int n) {
    for (int i = 0; i < n; i++) {
      float a = Math.abs(z[i]);
      z[i] = 0.5f * (z[i] + a) - a * Approximations.logisticTail(a);
    }
  }

  /** z ← max(z, 0), d ← [z &gt; 0]. */
  public static void relu(float[] z, float[] d, int n) {
    for (int i = 0; i < n; i++) {
      float x = Math.max(z[i], 0f);
      z[i] = x;
      d[i] = step(x);
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
      d[i] = scale * alpha * (m + 1f) + jump * step(positive);
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

  /**
   * 1 where max(x, 0) &gt; 0, and 0 where it is 0, without a branch: any positive float times 2^127
   * exceeds 1, but for subnormals, which no layer produces.
   */
  private static float step(float positive) {
    return Math.min(1f, positive * 0x1p126f * 2f);
  }

  /** e^min(x,0) − 1 = 2t/(1 − t) with t = tanh(min(x,0)/2): no cancellation near 0. */
  private static float expm1OfNegative(float x) {
    float t = Approximations.tanh(0.5f * Math.min(x, 0f));
    return 2f * t / (1f - t);
  }
}
