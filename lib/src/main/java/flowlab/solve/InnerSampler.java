package flowlab.solve;

import flowlab.nd.Shapes;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Draws Y = X₁ − X₀ given X_t = x: {@code exactTransition::draw}, or an inner flow solved. */
@FunctionalInterface
public interface InnerSampler {
  /**
   * One difference for each row.
   *
   * @param x points at time t, [n, d]
   * @return [n, d]
   */
  INDArray draw(INDArray x, double t, RandomGenerator random);

  /**
   * From fresh noise at s = 0 along the inner flow to s = 1.
   *
   * <p>With one Euler step the noise cancels and Y = E[X₁ − X₀ | x]: transition matching is then
   * flow matching solved by Euler.
   */
  static InnerSampler flow(InnerField field, Solver solver) {
    return (x, t, random) -> {
      double[] noise = new double[(int) x.length()];
      for (int i = 0; i < noise.length; i++) noise[i] = random.nextGaussian();
      INDArray start = Shapes.fromRows(noise, x.rows(), x.columns());
      return solver.solve(field.given(x, t), start).last();
    };
  }
}
