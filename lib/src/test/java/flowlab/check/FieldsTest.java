package flowlab.check;

import static flowlab.check.Planted.fails;
import static flowlab.check.Planted.holds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import flowlab.Conversions;
import flowlab.Interpolant;
import flowlab.VectorField;
import flowlab.data.Annulus;
import flowlab.data.Checkerboard;
import flowlab.data.GaussianMixture;
import flowlab.data.Points;
import flowlab.exact.ExactAnnulus;
import flowlab.exact.ExactCheckerboard;
import flowlab.exact.ExactField;
import flowlab.exact.ExactMixture;
import flowlab.exact.ExactPoints;
import flowlab.nd.Shapes;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class FieldsTest {
  private static final GaussianMixture DATA =
      new GaussianMixture(
          new double[] {0.2, 0.5, 0.3},
          new double[][] {{1, 0}, {-2, 1}, {0, -3}},
          new double[][][] {
            {{1, 0.4}, {0.4, 0.5}}, {{0.3, -0.2}, {-0.2, 0.6}}, {{0.05, 0}, {0, 1.5}}
          });
  private static final ExactMixture EXACT = new ExactMixture(DATA, Interpolant.linear());

  static Stream<ExactField> known() {
    return Stream.of(
        EXACT,
        new ExactMixture(DATA, Interpolant.trigonometric()),
        new ExactCheckerboard(new Checkerboard(4, 2)),
        new ExactAnnulus(Annulus.byArea(2, 3)),
        new ExactAnnulus(Annulus.byRadius(2, 3)),
        new ExactPoints(
            new Points(Nd4j.create(new double[][] {{1, 0}, {-2, 1}, {0, -3}})),
            Interpolant.linear()));
  }

  /** A3, A4 and A6 tie the closed forms of each class to one another. */
  @ParameterizedTest
  @MethodSource("known")
  void everyExactFieldHolds(ExactField exact) {
    holds(Fields.velocity(exact, exact));
    holds(
        Fields.means(
            at((x, t) -> exact.meanNoise(x, t)),
            at((x, t) -> exact.meanData(x, t)),
            exact.interpolant(),
            2));
    holds(Fields.conversion(Conversions.along(exact.interpolant())::score, exact));
    holds(
        Fields.noiseIsScore(
            at((x, t) -> exact.meanNoise(x, t)),
            at((x, t) -> exact.score(x, t)),
            exact.interpolant(),
            2));
    holds(Fields.continuity(exact::logDensity, exact, 2));
    fails(Fields.continuity(exact::logDensity, (x, t) -> exact.at(x, t).neg(), 2));
  }

  /** By quadrature over the noise: p_t(x) = E[ q((x − (1 − t) X₀)/t) ] / t² with q of the data. */
  @Test
  void widerNoiseHasItsOwnDensity() {
    ExactField wide = WideNoise.to(DATA, 2);
    holds(Fields.velocity(wide, wide));
    holds(Fields.continuity(wide::logDensity, wide, 2));
    double t = 0.4;
    double[] x = {0.7, -1.1};
    double h = 0.05;
    double sum = 0;
    for (double a = -14; a <= 14; a += h) {
      for (double b = -14; b <= 14; b += h) {
        double noise = Math.exp(-(a * a + b * b) / 8) / (8 * Math.PI);
        double data = Math.exp(DATA.logDensity((x[0] - (1 - t) * a) / t, (x[1] - (1 - t) * b) / t));
        sum += noise * data * h * h / (t * t);
      }
    }
    double log = wide.logDensity(Nd4j.create(new double[][] {x}), t)[0];
    assertEquals(Math.log(sum), log, 1e-9);
    fails(Fields.density(EXACT::logDensity, 2, DATA));
    fails(Fields.density((y, s) -> EXACT.logDensity(y.div(2), s), 2, DATA), "");
    holds(Fields.density(wide::logDensity, 2, DATA));
  }

  @Test
  void stubsAreRefused() {
    fails(Fields.velocity((x, t) -> Planted.stub(), EXACT), "still the stub");
    fails(Fields.velocity((x, t) -> null, EXACT), "null");
    fails(Fields.velocity((x, t) -> x.mul(0), EXACT), "0 everywhere");
    fails(Fields.velocity((x, t) -> x.getColumn(0, true), EXACT), "expected [24, 2]");
    fails(Fields.velocity((x, t) -> x.sub(x).div(x.sub(x)), EXACT), "NaN");
    fails(Fields.density((x, t) -> null, EXACT), "null");
    fails(Fields.density((x, t) -> new double[3], EXACT), "expected 24");
    fails(Fields.divergence((x, t) -> new double[24], EXACT), "0 everywhere");
    fails(Fields.conversion(u -> null, EXACT), "null");
  }

  /** The mistakes that are made, each by its name. */
  @Test
  void wrongAnswersAreNamed() {
    fails(Fields.velocity((x, t) -> EXACT.at(x, t).neg(), EXACT), "minus what was expected");
    // seed 001 has x0 and x1 the wrong way round in places, and says it runs backwards
    fails(Fields.velocity((x, t) -> EXACT.at(x, t.rsub(1)), EXACT), "the clock");
    fails(Fields.velocity(at(EXACT::meanData), EXACT), "this is E[X₁ | x]");
    fails(
        Fields.velocity((x, t) -> EXACT.meanData(x, t.getDouble(0)).sub(x), EXACT), "the division");
    fails(Fields.dataMean(EXACT, EXACT), "this is the velocity");
    fails(Fields.noiseMean(at(EXACT::score), EXACT), "this is the score");
    fails(Fields.score((x, t) -> EXACT.score(x, t.getDouble(0)).neg(), EXACT), "minus");
    GaussianMixture roots =
        new GaussianMixture(
            DATA.weights(),
            DATA.means(),
            DATA.covariances().stream().map(c -> c.squareRoot()).toArray(double[][][]::new));
    // torchcfm.utils passes a square root where a covariance is expected
    fails(
        Fields.velocity(new ExactMixture(roots, Interpolant.linear()), EXACT),
        "a deviation stands where a variance belongs");
    fails(Fields.velocity(new ExactMixture(DATA, Interpolant.trigonometric()), EXACT), "expected");
    // seed 000's log density has the normaliser of one dimension
    fails(
        Fields.density(
            (x, t) -> {
              double[] log = EXACT.logDensity(x, t);
              for (int i = 0; i < log.length; i++) {
                log[i] += 0.5 * Math.log(2 * Math.PI);
              }
              return log;
            },
            EXACT),
        "look at the normaliser");
    fails(Fields.divergence((x, t) -> negative(EXACT.divergence(x, t)), EXACT), "minus");
    fails(Fields.conversion(u -> u, EXACT), "this is the velocity");
    // t u − x over t, instead of over 1 − t
    fails(
        Fields.conversion(
            u ->
                (x, t) ->
                    u.at(x, t).mulColumnVector(t).sub(x).divColumnVector(t.reshape(t.rows(), 1)),
            EXACT),
        "expected");
  }

  /** σ for σ², the weights of the data for those given x, a density of another path. */
  @Test
  void continuityNeedsTheDensityOfTheFlow() {
    var other = new ExactMixture(DATA, Interpolant.trigonometric());
    fails(Fields.continuity(other::logDensity, EXACT, 2), "does not have the density");
  }

  /** A field that moves the density as well passes, the given one does not, nor one that errs. */
  @Test
  void anotherFieldIsAnother() {
    double[][] goal = {{2, 1}};
    var one = new ExactPoints(new Points(Nd4j.create(goal)), Interpolant.conditionalOt(0.5));
    INDArray quarter = Nd4j.create(new double[][] {{0, 1}, {-1, 0}});
    VectorField turning =
        (x, t) -> one.at(x, t).add(x.sub(Nd4j.create(goal).mul(t.getDouble(0))).mmul(quarter));
    holds(Fields.another(turning, one));
    fails(Fields.another(one, one), "the given field itself");
    fails(Fields.another((x, t) -> one.at(x, t).add(1e-4), one), "the given field itself");
    fails(Fields.another((x, t) -> one.at(x, t).add(x.mmul(quarter)), one), "another density");
    fails(Fields.another((x, t) -> Planted.stub(), one), "still the stub");
  }

  /**
   * The field of guidance u + w (u_c − u) does not carry p_t(x | c)^w p_t(x)^{1 − w}: the residual
   * is not 0 unless w is 0 or 1.
   */
  @Test
  void guidanceIsNotAFlowOfItsDensities() {
    var one =
        new ExactMixture(
            new GaussianMixture(new double[] {1}, new double[][] {{-2, 1}}, new double[] {0.6}),
            Interpolant.linear());
    for (double w : new double[] {0, 1, 2}) {
      VectorField guided = (x, t) -> EXACT.at(x, t).mul(1 - w).add(one.at(x, t).mul(w));
      Numbers density =
          (x, t) -> {
            double[] all = EXACT.logDensity(x, t);
            double[] given = one.logDensity(x, t);
            for (int i = 0; i < all.length; i++) {
              all[i] = (1 - w) * all[i] + w * given[i];
            }
            return all;
          };
      Verdict verdict = Fields.continuity(density, guided, 2);
      if (w == 2) {
        fails(verdict);
      } else {
        holds(verdict);
      }
    }
  }

  /** From a source that is not normal, E[X₀ | x] is not −α times the score: the check must fail. */
  @Test
  void noiseIsTheScoreOfNormalNoiseOnly() {
    var twoModes =
        new GaussianMixture(
            new double[] {0.5, 0.5}, new double[][] {{-2, 0}, {2, 0}}, new double[] {0.5, 0.5});
    var target = new double[] {1, 1};
    double sigma = 0.3; // data N((1, 1), σ²)
    // X_t = (1 − t) X₀ + t X₁ is a mixture too, and given its component all is linear
    VectorField noise = (x, t) -> given(twoModes, target, sigma, x, t.getDouble(0), false);
    VectorField score = (x, t) -> given(twoModes, target, sigma, x, t.getDouble(0), true);
    fails(Fields.noiseIsScore(noise, score, Interpolant.linear(), 2), "is this one normal?");
    var normal = new GaussianMixture(new double[] {1}, new double[1][2], new double[] {1});
    noiseOf(normal, target, sigma);
  }

  private static void noiseOf(GaussianMixture source, double[] target, double sigma) {
    VectorField noise = (x, t) -> given(source, target, sigma, x, t.getDouble(0), false);
    VectorField score = (x, t) -> given(source, target, sigma, x, t.getDouble(0), true);
    holds(Fields.noiseIsScore(noise, score, Interpolant.linear(), 2));
  }

  /**
   * The score of X_t, or E[X₀ | x], for an isotropic mixture as the source and N(m, σ²) as data.
   */
  private static INDArray given(
      GaussianMixture source, double[] m, double sigma, INDArray x, double t, boolean score) {
    double[] rows = Shapes.toRows(x);
    double[] out = new double[rows.length];
    for (int i = 0; i < rows.length; i += 2) {
      double total = 0;
      double[] sum = new double[2];
      for (int k = 0; k < source.components(); k++) {
        double s0 = source.covariances().get(k).deviations()[0];
        double[] mean = source.means()[k];
        double s = (1 - t) * (1 - t) * s0 * s0 + t * t * sigma * sigma;
        double[] z = new double[2];
        for (int c = 0; c < 2; c++) {
          z[c] = rows[i + c] - (1 - t) * mean[c] - t * m[c];
        }
        double weight = source.weights()[k] * Math.exp(-0.5 * (z[0] * z[0] + z[1] * z[1]) / s) / s;
        total += weight;
        for (int c = 0; c < 2; c++) {
          sum[c] += weight * (score ? -z[c] / s : mean[c] + (1 - t) * s0 * s0 * z[c] / s);
        }
      }
      out[i] = sum[0] / total;
      out[i + 1] = sum[1] / total;
    }
    return Shapes.fromRows(out, x.rows(), 2);
  }

  private interface AtTime {
    INDArray of(INDArray x, double t);
  }

  private static VectorField at(AtTime field) {
    return (x, t) -> field.of(x, t.getDouble(0));
  }

  private static double[] negative(double[] values) {
    return Arrays.stream(values).map(v -> -v).toArray();
  }
}
