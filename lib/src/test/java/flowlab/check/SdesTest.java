package flowlab.check;

import static flowlab.check.Planted.fails;
import static flowlab.check.Planted.holds;

import flowlab.VectorField;
import flowlab.nd.Shapes;
import flowlab.solve.SdeSolver;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

@Tag("slow")
class SdesTest {
  private static final Sdes.Method OURS =
      (u, score, g, x0, from, to, steps, random) ->
          SdeSolver.eulerMaruyama(steps).solve(u, score, g, x0, from, to, random).last();

  /** Euler–Maruyama by hand: a sign of the score, a strength and a draw that may be wrong. */
  private record ByHand(double sign, double backwardSign, DoubleUnaryOperator strength, int normals)
      implements Sdes.Method {
    @Override
    public INDArray solve(
        VectorField u,
        VectorField score,
        DoubleUnaryOperator g,
        INDArray x0,
        double from,
        double to,
        int steps,
        RandomGenerator random) {
      INDArray x = x0;
      double h = (to - from) / steps;
      for (int i = 0; i < steps; i++) {
        double t = from + i * h;
        double half = 0.5 * g.applyAsDouble(t) * g.applyAsDouble(t);
        INDArray drift = u.at(x, t).add(score.at(x, t).mul(half * (h > 0 ? sign : backwardSign)));
        double[] noise = new double[(int) x.length()];
        for (int j = 0; j < noise.length; j++) {
          noise[j] = g.applyAsDouble(t) * strength.applyAsDouble(Math.abs(h));
          for (int k = 0; k < normals; k++) {
            noise[j] *= random.nextGaussian();
          }
        }
        x = x.add(drift.mul(h)).add(Shapes.fromRows(noise, x.rows(), x.columns()));
      }
      return x;
    }
  }

  private static final Sdes.Method RIGHT = new ByHand(1, -1, Math::sqrt, 1);

  @Test
  void g1() {
    holds(Sdes.marginals(OURS));
    holds(
        Sdes.marginals(
            (u, score, g, x0, from, to, steps, random) ->
                SdeSolver.heun(steps).solve(u, score, g, x0, from, to, random).last()));
    // seed 003 has +½σ² times the score in the backward equation
    fails(Sdes.marginals(new ByHand(1, 1, Math::sqrt, 1)), "backwards");
    fails(Sdes.marginals(new ByHand(-1, -1, Math::sqrt, 1)), "forwards");
    fails(Sdes.marginals(new ByHand(0, 0, Math::sqrt, 1))); // noise without the drift's correction
  }

  @Test
  void g2() {
    holds(Sdes.variance(OURS));
    holds(Sdes.variance(RIGHT));
    fails(Sdes.variance(new ByHand(1, 1, Math::sqrt, 1)), "backwards");
    fails(Sdes.variance(new ByHand(1, -1, h -> h, 1)), "g √h");
    fails(Sdes.variance((u, score, g, x0, from, to, steps, random) -> Planted.stub()), "the stub");
    fails(Sdes.variance((u, score, g, x0, from, to, steps, random) -> null), "null");
    // seed 003's grid, linspace(1, 0, N) with steps of 1/N, runs past the end
    fails(
        Sdes.variance(
            (u, score, g, x0, from, to, steps, random) ->
                RIGHT.solve(u, score, g, x0, from, to + (to - from) / steps, steps + 1, random)));
  }

  /** A course's labs had the noise in the coefficient and outside again for months. */
  @Test
  void g3() {
    holds(Sdes.normality(OURS));
    holds(Sdes.normality(RIGHT));
    fails(Sdes.normality(new ByHand(1, -1, Math::sqrt, 2)), "twice");
    fails(Sdes.normality(new ByHand(1, -1, h -> 2 * h, 1)));
    fails(Sdes.normality((u, score, g, x0, from, to, steps, random) -> x0));
    // the same product passes for the variance of many steps: that is why there is G3
    holds(Sdes.variance(new ByHand(1, -1, Math::sqrt, 2)));
  }
}
