package flowlab;

import flowlab.nd.Shapes;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A distribution that can be sampled: the source X₀ or the data X₁ of a flow.
 *
 * <p>A lambda will do: {@code Sampler s = (n, random) -> ...}. The distributions of {@code
 * flowlab.data} also fill a {@code double[]} directly, which a training loop prefers.
 */
@FunctionalInterface
public interface Sampler {
  /**
   * n independent draws.
   *
   * @param n number of draws, at least 1
   * @param random the source of randomness; equal generators give equal draws
   * @return a new array of shape [n, d], in double, one row a draw
   */
  INDArray sample(int n, RandomGenerator random);

  /**
   * n independent draws, row by row into {@code rows}, whose length is n·d.
   *
   * @throws IllegalArgumentException if the draws are not of the dimension that {@code rows} has
   *     room for
   */
  default void fill(double[] rows, int n, RandomGenerator random) {
    INDArray drawn = Shapes.requireBatch("the draws", sample(n, random), rows.length / n);
    System.arraycopy(Shapes.toRows(drawn), 0, rows, 0, rows.length);
  }
}
