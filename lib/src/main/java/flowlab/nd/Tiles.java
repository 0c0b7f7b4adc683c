package flowlab.nd;

import static flowlab.nd.Approximations.inverse;
import static flowlab.nd.Approximations.logisticTail;
import static flowlab.nd.Approximations.normalBend;
import static flowlab.nd.Approximations.normalTails;
import static flowlab.nd.Approximations.plus;
import static flowlab.nd.Approximations.sixteenth;

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
   * z ← z Φ(z), d ← Φ(z) + z φ(z). With a = |z| and both tails q = 2Φ(−a) these are max(z, 0) − a
   * q/2 and, below 0, (1 − a φ(a)/Φ(−a)) q/2; above, 1 less that. Two loops: in one the body is too
   * large for HotSpot to unroll, and what is not unrolled is not vectorised.
   */
  public static void gelu(float[] z, float[] d, int n) {
    for (int i = 0; i < n; i++) d[i] = inverse(Math.abs(z[i]));
    for (int i = 0; i < n; i++) {
      float a = Math.abs(z[i]);
      float q = sixteenth(d[i]);
      float half = 0.5f * ratio(z[i], a);
      z[i] = 0.5f * plus(-a, q, z[i] + a);
      d[i] = plus(half, 1f - q * normalBend(a), 0.5f);
    }
  }

  /** z ← z Φ(z). */
  public static void gelu(float[] z, int n) {
    for (int i = 0; i < n; i++) {
      float a = Math.abs(z[i]);
      z[i] = 0.5f * plus(-a, normalTails(a), z[i] + a);
    }
  }

  /**
   * z ← z σ(z), d ← σ(z) + z σ(z) (1 − σ(z)), by the tail q = σ(−|z|) as in {@link #gelu}: below 0,
   * d is q (1 − a (1 − q)).
   */
  public static void silu(float[] z, float[] d, int n) {
    for (int i = 0; i < n; i++) d[i] = logisticTail(Math.abs(z[i]));
    for (int i = 0; i < n; i++) {
      float a = Math.abs(z[i]);
      float q = d[i];
      float aq = a * q;
      float below = plus(aq, q - 1f, q);
      float half = 0.5f * ratio(z[i], a);
      z[i] = 0.5f * (z[i] + a) - aq;
      d[i] = plus(half, 1f - 2f * below, 0.5f);
    }
  }

  /** z ← z σ(z). */
  public static void silu(float[] z, int n) {
    for (int i = 0; i < n; i++) {
      float a = Math.abs(z[i]);
      z[i] = plus(-a, logisticTail(a), 0.5f * (z[i] + a));
    }
  }

  /** z ← max(z, 0), d ← [z &gt; 0]. */
  public static void relu(float[] z, float[] d, int n) {
    for (int i = 0; i < n; i++) {
      float a = Math.abs(z[i]);
      float positive = 0.5f * (z[i] + a);
      z[i] = positive;
      d[i] = ratio(positive, a);
    }
  }

  /** z ← max(z, 0). */
  public static void relu(float[] z, int n) {
    for (int i = 0; i < n; i++) z[i] = 0.5f * (z[i] + Math.abs(z[i]));
  }

  /** z ← scale·(max(z, 0) + alpha·(e^min(z,0) − 1)), and its derivative. */
  public static void elu(float[] z, float[] d, int n, float scale, float alpha) {
    float jump = scale - scale * alpha;
    for (int i = 0; i < n; i++) {
      float a = Math.abs(z[i]);
      float positive = 0.5f * (z[i] + a);
      float m = expm1OfNegative(0.5f * (z[i] - a));
      z[i] = scale * (positive + alpha * m);
      // scale·alpha·e^min(z,0), and at positive z, where that is scale·alpha, up to scale.
      d[i] = scale * alpha * (m + 1f) + jump * ratio(positive, a);
    }
  }

  /** z ← scale·(max(z, 0) + alpha·(e^min(z,0) − 1)). */
  public static void elu(float[] z, int n, float scale, float alpha) {
    for (int i = 0; i < n; i++) {
      float a = Math.abs(z[i]);
      z[i] = scale * (0.5f * (z[i] + a) + alpha * expm1OfNegative(0.5f * (z[i] - a)));
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
    for (int i = 0; i < n; i++) z[i] = Approximations.tanh(z[i]);
  }

  /**
   * x/a for a ≥ |x|, and 0 where both are 0; but for the smallest of floats, which no layer
   * produces. So z/|z| is the sign of z, without a branch.
   */
  private static float ratio(float x, float a) {
    return x / (a + 1e-30f);
  }

  /** eˣ − 1 = 2t/(1 − t) with t = tanh(x/2), for x ≤ 0: no cancellation near 0. */
  private static float expm1OfNegative(float x) {
    float t = Approximations.tanhOfNegative(0.5f * x);
    return 2f * t / (1f - t);
  }
}
