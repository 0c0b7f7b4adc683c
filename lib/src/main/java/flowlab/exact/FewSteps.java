package flowlab.exact;

import flowlab.nd.Shapes;

/**
 * What few steps do to the spread of one Gaussian, in closed form: from N(0, I) to N(m, σ²I) along
 * the straight path the standard deviation at time t is s(t), s² = t²σ² + (1 − t)², the length of
 * the vector (tσ, 1 − t), which turns by a quarter circle as t goes from 0 to 1.
 *
 * <p>An Euler step from t_j to t_{j+1} shrinks the spread by the cosine of the angle θ_j that the
 * vector turns by, so that after all steps it is
 *
 * <pre>
 * ρ = σ ∏ cos θ_j &lt; σ,   Σ θ_j = π/2
 * </pre>
 *
 * and equal angles, t_j = tan φ_j / (σ + tan φ_j) with φ_j = jπ/2T, shrink it least, by cosᵀ(π/2T).
 * Difference transition matching adds in each step what its inner flow leaves of the variance of Y:
 *
 * <pre>
 * v ← (1 + h κ)² v + h² λ² c_S(λ)²,   κ = (tσ² − (1 − t))/s²,  λ = σ/s,
 * </pre>
 *
 * with c_S(λ) the inner ∏ cos of S equal Euler steps towards a deviation λ, and 1 for an exact
 * draw. All ratios are to σ; they do not depend on m or d.
 *
 * @param sigma σ of the data
 */
public record FewSteps(double sigma) {
  public FewSteps {
    Shapes.requirePositive("sigma", sigma);
  }

  /** The ratio ρ/σ after T equal Euler steps on the flow. */
  public double euler(int steps) {
    return euler(equal(steps));
  }

  /** The ratio ρ/σ after the Euler steps of a grid from 0 to 1. */
  public double euler(double... grid) {
    double ratio = 1;
    for (int j = 0; j + 1 < grid.length; j++) {
      ratio *= Math.cos(angle(grid[j + 1]) - angle(grid[j]));
    }
    return ratio;
  }

  /** The grid of T Euler steps that keeps most of the spread: equal angles. */
  public double[] bestGrid(int steps) {
    double[] grid = new double[Shapes.requirePositive("the number of steps", steps) + 1];
    for (int j = 1; j < steps; j++) {
      double tangent = Math.tan(j * Math.PI / (2 * steps));
      grid[j] = tangent / (sigma + tangent);
    }
    grid[steps] = 1;
    return grid;
  }

  /** The ratio after T equal outer steps of DTM with S inner Euler steps each. */
  public double transition(int outer, int inner) {
    double variance = 1;
    for (int j = 0; j < Shapes.requirePositive("the number of outer steps", outer); j++) {
      double t = (double) j / outer;
      double square = t * t * sigma * sigma + (1 - t) * (1 - t);
      double keep = 1 + (t * sigma * sigma - (1 - t)) / square / outer;
      double lambda = sigma / Math.sqrt(square);
      double add = lambda * new FewSteps(lambda).euler(inner) / outer;
      variance = keep * keep * variance + add * add;
    }
    return Math.sqrt(variance) / sigma;
  }

  /** T equal steps: 0, 1/T, … 1. */
  private static double[] equal(int steps) {
    double[] grid = new double[Shapes.requirePositive("the number of steps", steps) + 1];
    for (int j = 0; j <= steps; j++) grid[j] = (double) j / steps;
    return grid;
  }

  private double angle(double t) {
    return Math.atan2(t * sigma, 1 - t);
  }
}
