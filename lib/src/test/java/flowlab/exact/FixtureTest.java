package flowlab.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import flowlab.Interpolant;
import flowlab.VectorField;
import flowlab.data.Annulus;
import flowlab.data.Checkerboard;
import flowlab.data.GaussianMixture;
import flowlab.nd.Shapes;
import flowlab.solve.AdaptiveSolver;
import flowlab.solve.ButcherTableau;
import flowlab.solve.InnerSampler;
import flowlab.solve.Likelihood;
import flowlab.solve.OdeSolver;
import flowlab.solve.TransitionSampler;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Against every value of {@code exact.json}, which was computed independently. */
class FixtureTest {
  private static final Fixture FILE = Fixture.open();
  private static final double EXACT = 1e-9;
  private static final double BY_QUADRATURE = 1e-7; // and by following a flow

  @AfterAll
  static void nothingWasLeftOut() {
    assertEquals(List.of(), FILE.unread());
  }

  @Test
  void theFileMeansOurPaths() {
    String about = FILE.text("about");
    assertTrue(about.contains("linear: a = t, b = 1 - t"), about);
    assertTrue(about.contains("a = sin(pi t/2), b = cos(pi t/2)"), about);
    assertTrue(about.contains("Y = X1 - X0"), about);
  }

  @Test
  void checkerboard() {
    Fixture part = FILE.get("checkerboard");
    var board = new Checkerboard(part.count("grid"), part.number("scale"));
    assertEquals("(column % 2) xor (row % 2)", part.text("cells"));
    for (int cell = 0; cell < 16; cell++) {
      boolean filled = (cell % 4 % 2 ^ cell / 4 % 2) == 1;
      double log = board.logDensity(cell % 4 - 1.5, cell / 4 - 1.5);
      assertEquals(filled, Double.isFinite(log), "cell " + cell);
    }
    var exact = new ExactCheckerboard(board);
    for (Fixture point : part.get("points").each()) {
      double t = point.number("t");
      INDArray row = row(point.row("x"));
      assertNear(point.number("logDensity"), exact.logDensity(row, t)[0], EXACT, point + " log p");
      assertVelocity(exact, row, t, point, EXACT);
      assertNear(point.row("meanData"), exact.meanData(row, t), EXACT, point + " E[X1|x]");
    }
  }

  @Test
  void mixtures() {
    for (Fixture part : FILE.get("mixtures").each()) {
      var exact = exact(part);
      for (Fixture point : part.get("points").each()) {
        double t = point.number("t");
        double[] x = point.row("x");
        INDArray row = row(x);
        String where = part.text("name") + point;
        assertVelocity(exact, row, t, point, EXACT);
        assertNear(point.number("logDensity"), exact.logDensity(row, t)[0], EXACT, where);
        assertNear(point.number("divergence"), exact.divergence(row, t)[0], EXACT, where);
        assertNear(point.row("score"), exact.score(row, t), EXACT, where + " score");
        assertNear(point.row("meanData"), exact.meanData(row, t), EXACT, where + " E[X1|x]");
        assertNear(point.row("meanNoise"), exact.meanNoise(row, t), EXACT, where + " E[X0|x]");
        assertPosterior(point.get("posteriorOfY").each(), exact.posteriorOfY(x, t));
      }
    }
  }

  /** Each flow followed forwards to its end, and back for the density there. */
  @Test
  void flows() {
    AdaptiveSolver solver = AdaptiveSolver.dopri5(1e-10, 1e-11);
    for (Fixture part : FILE.get("mixtures").each()) {
      var exact = exact(part);
      for (Fixture flow : part.get("flows").each()) {
        INDArray end = solver.solve(exact, row(flow.row("start"))).last();
        assertNear(flow.row("end"), end, BY_QUADRATURE, flow + " end");
        double log = flow.number("logDensityAtEnd");
        INDArray given = row(flow.row("end"));
        assertNear(log, exact.mixture().logDensity(given)[0], BY_QUADRATURE, flow + " log p");
        double followed = new Likelihood(solver).logDensity(exact, exact::divergence, given)[0];
        assertNear(log, followed, BY_QUADRATURE, flow + " log p along the flow");
      }
    }
  }

  @Test
  void annuli() {
    for (Fixture part : FILE.get("annulus").each()) {
      var spread =
          part.text("density").equals("uniform by area")
              ? Annulus.Spread.BY_AREA
              : Annulus.Spread.BY_RADIUS;
      var exact = new ExactAnnulus(new Annulus(part.number("inner"), part.number("outer"), spread));
      for (Fixture point : part.get("points").each()) {
        double t = point.number("t");
        INDArray row = row(point.row("x"));
        double log = point.number("logDensity");
        assertNear(log, exact.logDensity(row, t)[0], BY_QUADRATURE, point + " log p");
        assertNear(point.row("meanData"), exact.meanData(row, t), BY_QUADRATURE, point + " E[X1]");
        assertVelocity(exact, row, t, point, BY_QUADRATURE);
      }
    }
  }

  /**
   * What T outer and S inner steps leave of the deviation: by the recursion, and by the sampler.
   */
  @Test
  void transitions() {
    for (Fixture part : FILE.get("transitionStdRatio").each()) {
      double sigma = part.number("sigma");
      int outer = part.count("T");
      Integer inner = part.count("S");
      double expected = part.number("ratio");
      if (inner != null) {
        assertNear(expected, new FewSteps(sigma).transition(outer, inner), EXACT, "" + part);
      }
      if (inner != null && inner == 1) {
        assertNear(expected, new FewSteps(sigma).euler(outer), EXACT, "" + part);
      }
      assertNear(expected, sampledRatio(sigma, outer, inner), EXACT, "" + part);
    }
  }

  /**
   * The sampler is linear in its normal draws, so its variance is the sum of the squares of its
   * answers to each of them alone: no sampling error.
   */
  private static double sampledRatio(double sigma, int outer, Integer inner) {
    var one = new GaussianMixture(new double[] {1}, new double[][] {{0}}, new double[] {sigma});
    var transition = new ExactTransition(one);
    InnerSampler sampler =
        inner == null
            ? transition::draw
            : InnerSampler.flow(
                transition::inner, OdeSolver.fixed(ButcherTableau.EULER, inner.intValue()));
    double[] start = new double[outer + 1];
    start[outer] = 1; // the last row answers to X₀, row j to the noise of step j
    INDArray end =
        new TransitionSampler(outer, sampler)
            .sample(Shapes.fromRows(start, outer + 1, 1), new OneAtATime(outer + 1))
            .last();
    return Math.sqrt(Arrays.stream(Shapes.toRows(end)).map(x -> x * x).sum()) / sigma;
  }

  /** Normal draws that are 0, but for row j in step j, where they are 1. */
  private static final class OneAtATime implements RandomGenerator {
    private final int rows;
    private int drawn;

    OneAtATime(int rows) {
      this.rows = rows;
    }

    @Override
    public double nextGaussian() {
      int step = drawn / rows;
      return drawn++ % rows == step ? 1 : 0;
    }

    @Override
    public long nextLong() {
      return 1L << 62;
    }
  }

  private static void assertPosterior(List<Fixture> expected, GaussianMixture y) {
    assertEquals(expected.size(), y.components());
    for (int k = 0; k < y.components(); k++) {
      Fixture part = expected.get(k);
      assertNear(part.number("weight"), y.weights()[k], EXACT, part + " weight");
      double[] mean = part.row("mean");
      double[][] entries = part.matrix("covariance");
      double[][] covariance = y.covariances().get(k).matrix();
      for (int i = 0; i < y.dimension(); i++) {
        assertNear(mean[i], y.means()[k][i], EXACT, part + " mean of Y");
        for (int j = 0; j < y.dimension(); j++) {
          assertNear(entries[i][j], covariance[i][j], EXACT, part + " covariance of Y");
        }
      }
    }
  }

  private static void assertVelocity(
      VectorField field, INDArray row, double t, Fixture point, double tolerance) {
    double[] expected = point.row("velocity");
    assertNear(expected, field.at(row, t), tolerance, point + " velocity");
    double[] into = new double[expected.length];
    field.into(Shapes.toRows(row), 1, t, into);
    assertNear(expected, row(into), tolerance, point + " velocity into an array");
  }

  private static ExactMixture exact(Fixture part) {
    double[][][] covariances =
        part.get("covariances").each().stream().map(Fixture::matrix).toArray(double[][][]::new);
    Interpolant path =
        part.text("path").equals("linear") ? Interpolant.linear() : Interpolant.trigonometric();
    return new ExactMixture(
        new GaussianMixture(part.row("weights"), part.matrix("means"), covariances), path);
  }

  private static INDArray row(double[] x) {
    return Nd4j.create(new double[][] {x});
  }

  private static void assertNear(double expected, double actual, double tolerance, String what) {
    assertEquals(expected, actual, tolerance * Math.max(1, Math.abs(expected)), what);
  }

  private static void assertNear(
      double[] expected, INDArray actual, double tolerance, String what) {
    for (int i = 0; i < expected.length; i++) {
      assertNear(expected[i], actual.getDouble(0, i), tolerance, what);
    }
  }
}
