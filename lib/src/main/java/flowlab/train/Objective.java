package flowlab.train;

import flowlab.Interpolant;
import flowlab.nd.DenseNet;
import flowlab.nd.Shapes;
import java.util.random.RandomGenerator;

/**
 * What a network is asked, and what it should answer: the regression that a {@link Trainer} solves.
 * The loss is the mean squared error over rows <em>and</em> coordinates, as PyTorch's {@code
 * mse_loss} takes it.
 */
public interface Objective {
  /** Pairs x0, x1 and times t, n rows of each, with d numbers in a point. */
  record Draws(double[] x0, double[] x1, double[] t, int n, int d) {}

  /**
   * Numbers in a point, for a net with so many inputs and outputs.
   *
   * @throws IllegalArgumentException if no such net can meet this objective
   */
  int dimension(int inputs, int outputs);

  /**
   * Writes what goes into the net and what should come out of it, row by row. An objective is
   * shared by all trainings that name it, so it keeps nothing between calls.
   */
  void rows(Draws draws, RandomGenerator random, double[] input, double[] target);

  /**
   * Adds to the target what the net itself, as it is before this step, says of it; no gradient goes
   * through that. Most objectives add nothing.
   *
   * @param input n rows, as {@link #rows} wrote them
   * @param target n rows, changed
   */
  default void aim(DenseNet net, double[] input, double[] target, int n) {}

  /**
   * Conditional flow matching (Lipman et al., 2023, eq. 9): from (x_t, t) the velocity of the path,
   *
   * <pre>min over θ of E ‖ v_θ(X_t, t) − (α′ X₀ + β′ X₁) ‖².</pre>
   */
  static Objective flowMatching(Interpolant interpolant) {
    return new FlowMatching(interpolant, 0);
  }

  /**
   * Flow matching under a condition: a row of the data is (x, c), its last k numbers c are a
   * condition, and only x travels,
   *
   * <pre>min over θ of E ‖ v_θ(X_t, C, t) − (α′ X₀ + β′ X₁) ‖².</pre>
   *
   * The source draws rows of the same length; its last k numbers are not looked at.
   *
   * @param conditions k
   */
  static Objective conditional(Interpolant interpolant, int conditions) {
    Shapes.requirePositive("the numbers of a condition", conditions);
    return new FlowMatching(interpolant, conditions);
  }

  /**
   * Flow matching on pairs that are given, whatever has paired them: a row of the data is (x₀, x₁),
   * 2d numbers. What the source draws is not looked at. With x₁ the end of a flow from x₀ this is a
   * round of rectified flow (Liu et al., 2023, arXiv 2209.03003).
   */
  static Objective paired(Interpolant interpolant) {
    return new Paired(interpolant);
  }

  /**
   * The mean velocity from s to t ≥ s of the flow that passes x at s, u(x, s, t) = (ψ(x) − x) / (t
   * − s), by what it says of itself (MeanFlow: Geng et al., 2025, arXiv 2505.13447, with the clock
   * from noise to data):
   *
   * <pre>u = v + (t − s) (∂_s u + v·∇u),   v = α′ X₀ + β′ X₁ at X_s.</pre>
   *
   * The u on the right is the net as it is. Half of the rows have t = s, where u = v; the others
   * have two independent times in order.
   */
  static Objective meanVelocity(Interpolant interpolant) {
    return new MeanFlow(interpolant);
  }

  /**
   * Difference transition matching (Shaul et al., 2025, Algorithm 1, with continuous t): with X_t =
   * (1 − t) X₀ + t X₁ and Y = X₁ − X₀, flow matching from noise ξ ~ N(0, I) to Y given X_t,
   *
   * <pre>min over θ of E ‖ v_θ(X_t, t, Y_s, s) − (Y − ξ) ‖²,   Y_s = (1 − s) ξ + s Y,</pre>
   *
   * with s uniform.
   */
  static Objective transition() {
    return transition(TimeSampling.uniform());
  }

  /** Difference transition matching with the inner times s drawn as {@code inner} says. */
  static Objective transition(TimeSampling inner) {
    return new Transition(inner);
  }
}
