package flowlab.nd;

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

  /** Without a limit and without a mean of the weights. */
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
}
