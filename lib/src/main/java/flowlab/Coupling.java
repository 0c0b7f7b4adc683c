package flowlab;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Which noise goes with which data: the joint law of (X₀, X₁), given a batch of each. */
@FunctionalInterface
public interface Coupling {
  /**
   * For each row of x0 the row of x1 it is paired with.
   *
   * @param x0 noise, [n, d]
   * @param x1 data, [n, d]
   * @return n row numbers of x1
   */
  int[] match(INDArray x0, INDArray x1, RandomGenerator random);

  /** X₀ and X₁ independent: each row with the row of its own number. */
  static Coupling independent() {
    return INDEPENDENT;
  }

  /** The one independent coupling, so that a loop can tell it and skip the matching. */
  Coupling INDEPENDENT = (x0, x1, random) -> IntStream.range(0, x0.rows()).toArray();
}
