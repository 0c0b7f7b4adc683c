package flowlab;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What an {@link Interpolant} gives the learner: a point on the way from noise to data, and the
 * velocity there, which is the regression target.
 *
 * @param x0 noise, [n, d]
 * @param x1 data, [n, d]
 * @param t times, [n, 1]
 * @param xt X_t = α X₀ + β X₁, [n, d]
 * @param velocity dX_t/dt = α′ X₀ + β′ X₁, [n, d]
 */
public record PathSample(INDArray x0, INDArray x1, INDArray t, INDArray xt, INDArray velocity) {}
