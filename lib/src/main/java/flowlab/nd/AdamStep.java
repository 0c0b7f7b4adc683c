package flowlab.nd;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.MulOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The numbers of one update by Adam (Kingma and Ba, 2015, algorithm 1), with decoupled weight decay
 * (Loshchilov and Hutter, 2019), the gradient's length held to a limit, and a running mean of the
 * weights:
 *
 * <pre>
 * g ← g · min(1, clip/(‖g‖ + 1e-6))
 * m ← β₁ m + (1 − β₁) g          v ← β₂ v + (1 − β₂) g²
 * p ← p − rate·decay·p − rate · m̂ / (√v̂ + ε),   m̂ = m/(1 − β₁ᵏ),  v̂ = v/(1 − β₂ᵏ)
 * a ← a + (1 − averaging) (p − a)
 * </pre>
 *
 * @param k number of this update, from 1
 * @param clip greatest norm of the whole gradient; infinite for no limit
 * @param averaging how much of the mean of the weights is kept, in [0, 1); 0 for no such mean
 */
public record AdamStep(
    int k,
    double rate,
    double beta1,
    double beta2,
    double epsilon,
    double weightDecay,
    double clip,
    double averaging) {

  /** A step without a limit and without a mean of the weights. */
  public AdamStep(
      int k, double rate, double beta1, double beta2, double epsilon, double weightDecay) {
    this(k, rate, beta1, beta2, epsilon, weightDecay, Double.POSITIVE_INFINITY, 0);
  }

  /** The rate with the first moment's bias correction folded in. */
  double correctedRate() {
    return rate / (1 - Math.pow(beta1, k));
  }

  /** What √v is multiplied by: 1/√(1 − β₂ᵏ). */
  double secondCorrection() {
    return 1 / Math.sqrt(1 - Math.pow(beta2, k));
  }

  boolean clips() {
    return clip < Double.POSITIVE_INFINITY;
  }

  /** What a gradient of this norm is multiplied by. */
  double factor(double norm) {
    return Math.min(1, clip / (norm + 1e-6));
  }

  /**
   * Updates the entries [from, to) of all arrays in float.
   *
   * @param factor what the gradient is multiplied by first
   * @param a the running mean, if one is kept
   */
  void apply(
      float factor,
      float[] gradient,
      float[] first,
      float[] second,
      float[] p,
      float @Nullable [] a,
      int from,
      int to) {
    float b1 = (float) beta1;
    float b2 = (float) beta2;
    // Not 1 − b2 in float: 1 − 0.999f is off by 5e-5.
    float c1 = (float) (1 - beta1);
    float c2 = (float) (1 - beta2);
    float step = (float) correctedRate();
    float correction = (float) secondCorrection();
    float e = (float) epsilon;
    float keep = (float) (1 - rate * weightDecay);
    for (int i = from; i < to; i++) {
      float g = factor * gradient[i];
      float m = b1 * first[i] + c1 * g;
      float v = b2 * second[i] + c2 * g * g;
      first[i] = m;
      second[i] = v;
      p[i] = keep * p[i] - step * m / ((float) Math.sqrt(v) * correction + e);
    }
    if (averaging > 0 && a != null) {
      float follow = (float) (1 - averaging);
      for (int i = from; i < to; i++) a[i] += follow * (p[i] - a[i]);
    }
  }

  /** Updates whole arrays of ND4J's, wherever they are; no {@code a} if no mean is kept. */
  void apply(INDArray gradient, INDArray first, INDArray second, INDArray p, @Nullable INDArray a) {
    INDArray g = clips() ? clipped(gradient) : gradient;
    first.muli(beta1).addi(g.mul(1 - beta1));
    second.muli(beta2).addi(g.mul(g).muli(1 - beta2));
    INDArray denominator = Transforms.sqrt(second, true).muli(secondCorrection()).addi(epsilon);
    p.muli(1 - rate * weightDecay).subi(first.div(denominator).muli(correctedRate()));
    if (averaging > 0 && a != null) a.addi(p.sub(a).muli(1 - averaging));
  }

  /** The gradient held to its limit; its norm is not asked for, which would wait for the device. */
  private INDArray clipped(INDArray gradient) {
    INDArray factor = gradient.norm2().addi(1e-6).rdivi(clip);
    return Nd4j.exec(new MulOp(gradient, Transforms.min(factor, 1, false), gradient.ulike()))[0];
  }
}
