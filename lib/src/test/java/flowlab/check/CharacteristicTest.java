package flowlab.check;

import static flowlab.check.Planted.fails;
import static flowlab.check.Planted.holds;

import flowlab.Interpolant;
import flowlab.Sampler;
import flowlab.VectorField;
import flowlab.data.Gaussian;
import flowlab.data.GaussianMixture;
import flowlab.data.Moons;
import flowlab.exact.ExactMixture;
import flowlab.nd.Shapes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class CharacteristicTest {
  private static final GaussianMixture DATA =
      new GaussianMixture(
          new double[] {0.66, 0.34}, new double[][] {{2, -1}, {-1, 1.5}}, new double[] {0.8, 0.5});
  private static final Interpolant PATH = Interpolant.trigonometric();
  private static final ExactMixture EXACT = new ExactMixture(DATA, PATH);
  private static final Sampler NORMAL = Gaussian.standard(2);
  private static final VectorField SCORE = (x, t) -> EXACT.score(x, t.getDouble(0));

  /** Of variance 1, as the normal. */
  private static final Sampler LAPLACE =
      (n, random) -> {
        double[] rows = new double[2 * n];
        for (int i = 0; i < rows.length; i++) {
          double size = -Math.log(1 - random.nextDouble()) / Math.sqrt(2);
          rows[i] = random.nextBoolean() ? size : -size;
        }
        return Shapes.fromRows(rows, n, 2);
      };

  private static Characteristic.Phi phi(double powerOfAlpha) {
    return (k, t) -> {
      double alpha = PATH.alpha().applyAsDouble(t);
      double beta = PATH.beta().applyAsDouble(t);
      double squares = k[0] * k[0] + k[1] * k[1];
      double[] phi = new double[2];
      for (int j = 0; j < 2; j++) {
        double s = DATA.covariances().get(j).deviations()[0];
        double exponent = -0.5 * (beta * beta * s * s + Math.pow(alpha, powerOfAlpha)) * squares;
        double phase = beta * (k[0] * DATA.means()[j][0] + k[1] * DATA.means()[j][1]);
        phi[0] += DATA.weights()[j] * Math.exp(exponent) * Math.cos(phase);
        phi[1] += DATA.weights()[j] * Math.exp(exponent) * Math.sin(phase);
      }
      return phi;
    };
  }

  /** Seed 003 writes the characteristic function of N(0, β²I) with β instead of β². */
  @Test
  void b1() {
    holds(Characteristic.path(phi(2), DATA, PATH));
    fails(Characteristic.path(phi(1), DATA, PATH), "variance α², not α");
    fails(Characteristic.path((k, t) -> Planted.stub(), DATA, PATH), "still the stub");
    fails(Characteristic.path((k, t) -> new double[2], DATA, PATH));
    fails(Characteristic.path((k, t) -> phi(2).at(k, 1 - t), DATA, PATH));
  }

  /** For any data; with Laplace noise it fails, as it must. */
  @Test
  void b2() {
    holds(Characteristic.noise(NORMAL, Moons.conditionalFlow(), PATH, 0.6));
    holds(Characteristic.noise(NORMAL, DATA, PATH, 0.3));
    fails(Characteristic.noise(LAPLACE, DATA, PATH, 0.3), "N(0, I) noise only");
    fails(Characteristic.noise(new Gaussian(new double[2], 1.1), DATA, PATH, 0.3));
    fails(Characteristic.noise((n, random) -> null, DATA, PATH, 0.3), "null");
  }

  @Test
  void b3() {
    holds(Characteristic.gradient(EXACT::logDensity, SCORE, 0.6, 8, 2));
    fails(
        Characteristic.gradient(EXACT::logDensity, (x, t) -> SCORE.at(x, t).neg(), 0.6, 8, 2),
        "with a plus");
    fails(Characteristic.gradient(EXACT::logDensity, (x, t) -> SCORE.at(x, 0.5), 0.6, 8, 2));
    fails(Characteristic.gradient(EXACT::logDensity, (x, t) -> x.mul(0), 0.6, 8, 2));
  }

  @Test
  void b4() {
    holds(Characteristic.score(SCORE, NORMAL, DATA, PATH, 0.5));
    fails(Characteristic.score((x, t) -> SCORE.at(x, t).neg(), NORMAL, DATA, PATH, 0.5));
    fails(Characteristic.score(SCORE, LAPLACE, DATA, PATH, 0.5), "minus α times the score");
    fails(Characteristic.score((x, t) -> x.mul(0), NORMAL, DATA, PATH, 0.5));
  }

  @Test
  void b5() {
    holds(Characteristic.velocity(EXACT, NORMAL, DATA, PATH, 0.5));
    fails(Characteristic.velocity((x, t) -> EXACT.at(x, t).neg(), NORMAL, DATA, PATH, 0.5));
    fails(Characteristic.velocity((x, t) -> EXACT.at(x, 0.45), NORMAL, DATA, PATH, 0.5));
    fails(Characteristic.velocity((x, t) -> x.mul(0), NORMAL, DATA, PATH, 0.5));
  }
}
