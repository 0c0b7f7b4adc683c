package flowlab.exact;

/**
 * What the posterior of X₁ says of the other fields on the straight path X_t = (1 − t) X₀ + t X₁
 * from N(0, I), where Cov(X₁ | x) = (1 − t)²/t · ∂E[X₁ | x]/∂x.
 */
final class StraightPath {
  private StraightPath() {}

  /** One coordinate of ∇ log p_t = (t E[X₁ | x] − x) / (1 − t)². */
  static double score(double mean, double x, double t) {
    return (t * mean - x) / ((1 - t) * (1 - t));
  }

  /** ∇·u = (t tr Cov(X₁ | x) / (1 − t)² − d) / (1 − t). */
  static double divergence(double trace, int d, double t) {
    return (t * trace / ((1 - t) * (1 - t)) - d) / (1 - t);
  }
}
