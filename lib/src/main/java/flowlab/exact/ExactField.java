package flowlab.exact;

import flowlab.FieldWithDivergence;
import flowlab.Interpolant;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A flow from N(0, I) to data along X_t = α X₀ + β X₁ of which all is known in closed form. As a
 * {@link FieldWithDivergence} it is the marginal velocity u = E[α′ X₀ + β′ X₁ | X_t = x], the field
 * that a network should learn.
 *
 * <p>Implementations are values and safe to share between threads; they spread the rows of a batch
 * over all processors.
 */
public interface ExactField extends FieldWithDivergence {
  /** How many numbers a row has. */
  int dimension();

  /** The path, with its α and β. */
  Interpolant interpolant();

  /** The log density log p_t(x), row by row of x, [n, d]. */
  double[] logDensity(INDArray x, double t);

  /** The score ∇ log p_t(x), [n, d]. */
  INDArray score(INDArray x, double t);

  /** The data prediction, or denoiser, E[X₁ | X_t = x], [n, d]. */
  INDArray meanData(INDArray x, double t);

  /** The noise prediction E[X₀ | X_t = x], [n, d]. */
  INDArray meanNoise(INDArray x, double t);

  /** The divergence ∇·u(x, t), row by row. */
  double[] divergence(INDArray x, double t);
}
