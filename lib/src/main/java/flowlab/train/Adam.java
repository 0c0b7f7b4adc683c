package flowlab.train;

import flowlab.nd.AdamStep;

/**
 * The constants of Adam (Kingma and Ba, 2015).
 *
 * @param beta1 how much of the mean gradient is kept, in [0, 1)
 * @param beta2 how much of the mean squared gradient is kept, in [0, 1)
 * @param epsilon added to the root mean square
 * @param weightDecay decoupled decay a step, times the rate: 0 for Adam, above for AdamW
 */
public record Adam(double beta1, double beta2, double epsilon, double weightDecay) {
  public Adam {
    if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)) {
      throw new IllegalArgumentException(
          "expected betas in [0, 1), got %s and %s".formatted(beta1, beta2));
    }
    if (!(epsilon > 0 && weightDecay >= 0)) {
      throw new IllegalArgumentException(
          "expected epsilon above 0 and weight decay of at least 0, got %s and %s"
              .formatted(epsilon, weightDecay));
    }
  }

  /** β₁ = 0.9, β₂ = 0.999, ε = 1e-8: the paper's and PyTorch's defaults. */
  public static Adam standard() {
    return new Adam(0.9, 0.999, 1e-8, 0);
  }

  /** These constants with decoupled weight decay (AdamW). */
  public Adam withWeightDecay(double decay) {
    return new Adam(beta1, beta2, epsilon, decay);
  }

  /** The numbers of update k, k from 1. */
  AdamStep step(int k, double rate, double clip, double averaging) {
    return new AdamStep(k, rate, beta1, beta2, epsilon, weightDecay, clip, averaging);
  }
}
