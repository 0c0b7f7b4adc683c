package flowlab.solve;

import flowlab.Trajectory;
import flowlab.nd.Shapes;
import flowlab.nd.Stop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Difference transition matching (Shaul et al., 2025, arXiv 2506.23589, Algorithm 2): T outer steps
 *
 * <pre>
 * X_{t + 1/T} = X_t + Y / T,   Y ~ law of X₁ − X₀ given X_t
 * </pre>
 *
 * A flow solved by Euler takes the mean of Y instead and loses its spread.
 *
 * <p>A value, as safe to share between threads as its inner sampler; each thread has a generator of
 * its own.
 *
 * @param steps T
 * @param inner how Y is drawn
 */
public record TransitionSampler(int steps, InnerSampler inner) {
  public TransitionSampler {
    Shapes.requirePositive("the number of outer steps", steps);
  }

  /**
   * From t = 0 to t = 1.
   *
   * @param x0 noise, [n, d]; left as it is
   * @return T + 1 times and states; the last time is exactly 1
   * @throws ArithmeticException if a state is not finite; the message names the time
   * @throws CancellationException if the thread is interrupted
   */
  public Trajectory sample(INDArray x0, RandomGenerator random) {
    Shapes.requireBatch("x0", x0);
    int n = x0.rows();
    int d = x0.columns();
    double[] x = Shapes.requireFinite("x0", Shapes.toRows(x0), d);
    double[] times = new double[steps + 1];
    List<INDArray> states = new ArrayList<>(steps + 1);
    states.add(Shapes.fromRows(x.clone(), n, d));
    for (int i = 0; i < steps; i++) {
      Stop.check("stopped after %d of %d outer steps", i, steps);
      times[i + 1] = (double) (i + 1) / steps;
      INDArray drawn = inner.draw(states.get(i), times[i], random);
      Shapes.requireSameShape("x", states.get(i), "the drawn Y", drawn);
      double[] y = Shapes.toRows(drawn);
      double h = times[i + 1] - times[i];
      for (int j = 0; j < x.length; j++) x[j] += h * y[j];
      Solver.requireReached(x, d, times[i], times[i + 1]);
      states.add(Shapes.fromRows(x.clone(), n, d));
    }
    return new Trajectory(times, states);
  }
}
