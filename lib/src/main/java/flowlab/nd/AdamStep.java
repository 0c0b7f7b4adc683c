package flowlab.nd;

/**
 * The numbers of one Adam update (Kingma and Ba, 2015, algorithm 1; with decoupled weight decay,
 * Loshchilov and Hutter, 2019):
 *
 * <pre>
 * m ← β₁ m + (1 − β₁) g          v ← β₂ v + (1 − β₂) g²
 * p ← p − rate·decay·p − rate · m̂ / (√v̂ + ε),   m̂ = m/(1 − β₁ᵏ),  v̂ = v/(1 − β₂ᵏ)
 * </pre>
 *
 * @param k number of this update, from 1
 */
public record AdamStep(
    int k, double rate, double beta1, double beta2, double epsilon, double weightDecay) {
  /** The rate with the first moment's bias correction folded in. */
  double correctedRate() {
    return rate / (1 - Math.pow(beta1, k));
  }

  /** What √v is multiplied by: 1/√(1 − β₂ᵏ). */
  double secondCorrection() {
    return 1 / Math.sqrt(1 - Math.pow(beta2, k));
  }
}
