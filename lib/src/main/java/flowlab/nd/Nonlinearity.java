package flowlab.nd;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A scalar function φ applied to each entry of a layer, in the three forms that the two paths and
 * the tests need: the formula itself, ND4J operations, and a loop over a tile of floats.
 */
public interface Nonlinearity {
  /** φ(z), the definition, in double. */
  double value(double z);

  /** φ′(z), in double. */
  double derivative(double z);

  /** φ(z) of a whole array by ND4J operations; {@code z} is left as it is. */
  INDArray value(INDArray z);

  /** φ′(z) of a whole array by ND4J operations; {@code z} is left as it is. */
  INDArray derivative(INDArray z);

  /**
   * φ and φ′ over the first {@code n} floats of a tile, written so that the JIT turns the loop into
   * vector instructions (no branches, no calls; see {@link Approximations}).
   *
   * @param z what goes in; overwritten with φ(z)
   * @param derivative receives φ′(z)
   */
  void tile(float[] z, float[] derivative, int n);

  /** φ alone over the first {@code n} floats of a tile, in place. */
  void tile(float[] z, int n);
}
