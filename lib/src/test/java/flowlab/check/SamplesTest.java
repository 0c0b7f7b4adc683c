package flowlab.check;

import static flowlab.check.Planted.fails;
import static flowlab.check.Planted.holds;

import flowlab.Sampler;
import flowlab.data.EightGaussians;
import flowlab.data.Gaussian;
import flowlab.data.Moons;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SamplesTest {
  private static final EightGaussians EIGHT = new EightGaussians(2, Math.sqrt(0.1));
  private static final Moons MOONS = Moons.sklearn(0.15);

  private static Verdict ofEight(Sampler yours) {
    return Samples.moments(yours, EIGHT.mean(), EIGHT.covariance());
  }

  private static Verdict ofMoons(Sampler yours) {
    return Samples.moments(yours, MOONS.mean(), MOONS.covariance());
  }

  @Test
  void holdsForTheLaw() {
    holds(ofEight(EIGHT));
    holds(ofMoons(MOONS));
  }

  @Test
  void noticesDeviationsForVariances() {
    fails(ofEight(new EightGaussians(2, Math.pow(0.1, 0.25))), "covariance");
  }

  @Test
  void noticesOneNoiseForBothAxes() {
    Sampler curve = Moons.sklearn(0);
    Sampler shared =
        (n, random) ->
            curve
                .sample(n, random)
                .addColumnVector(Gaussian.standard(1).sample(n, random).mul(0.15));
    fails(ofMoons(shared), "covariance 1 0");
  }

  @Test
  void noticesOneDrawForAllRows() {
    fails(ofEight((n, random) -> EIGHT.sample(1, random).repeat(0, n)));
    fails(ofEight((n, random) -> null), "null");
    fails(ofEight((n, random) -> EIGHT.sample(3, new SplittableRandom(1))), "shape");
    fails(ofEight((n, random) -> Planted.stub()), "the stub");
  }
}
