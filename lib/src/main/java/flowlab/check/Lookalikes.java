package flowlab.check;

import flowlab.data.Covariance;
import flowlab.data.GaussianMixture;
import flowlab.exact.ExactField;
import flowlab.exact.ExactMixture;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Known wrong answers, computed, so that a hint can name the one that came. */
final class Lookalikes {
  /** Something known of an exact field at some points and one time. */
  interface Quantity {
    double[] of(ExactField exact, INDArray x, double t);
  }

  private Lookalikes() {}

  /**
   * The mistake that explains what came at one time, or nothing.
   *
   * @param others other quantities of the field, which may have been taken for the right one
   */
  static String named(
      double[] came,
      Quantity right,
      Map<String, Quantity> others,
      ExactField exact,
      INDArray x,
      double t) {
    double[] expected = right.of(exact, x, t);
    Map<String, double[]> known = new LinkedHashMap<>();
    known.put("this is 0 everywhere: still the stub?", new double[expected.length]);
    known.put(
        "this is minus what was expected: look at the signs",
        Arrays.stream(expected).map(v -> -v).toArray());
    known.put(
        "this is right at time 1 − t: the clock runs the other way", right.of(exact, x, 1 - t));
    others.forEach((name, other) -> known.put("this is " + name, other.of(exact, x, t)));
    if (exact instanceof ExactMixture mixture) {
      known.put(
          "this is right if every σ² is replaced by σ: a deviation stands where a variance belongs",
          right.of(withRoots(mixture), x, t));
      known.put(
          "this is right with the weights w_k; what belongs there is r_k(x), the weights given x",
          priorWeights(right, mixture, x, t));
    }
    for (Map.Entry<String, double[]> mistake : known.entrySet()) {
      if (alike(came, mistake.getValue()) && !alike(expected, mistake.getValue())) {
        return mistake.getKey();
      }
    }
    return shifted(came, expected);
  }

  private static String shifted(double[] came, double[] expected) {
    double shift = came[0] - expected[0];
    double[] back = Arrays.stream(came).map(v -> v - shift).toArray();
    return alike(back, expected)
        ? "right but for a constant, %.4g: look at the normaliser".formatted(shift)
        : "";
  }

  private static ExactMixture withRoots(ExactMixture exact) {
    GaussianMixture data = exact.mixture();
    double[][][] roots =
        data.covariances().stream().map(Covariance::squareRoot).toArray(double[][][]::new);
    return new ExactMixture(
        new GaussianMixture(data.weights(), data.means(), roots), exact.interpolant());
  }

  /** Σ w_k of each component's own answer. */
  private static double[] priorWeights(Quantity right, ExactMixture exact, INDArray x, double t) {
    GaussianMixture data = exact.mixture();
    double[] sum = {};
    for (int k = 0; k < data.components(); k++) {
      var one =
          new GaussianMixture(
              new double[] {1},
              new double[][] {data.means()[k]},
              List.of(data.covariances().get(k)));
      double[] part = right.of(new ExactMixture(one, exact.interpolant()), x, t);
      if (k == 0) sum = new double[part.length];
      for (int i = 0; i < part.length; i++) sum[i] += data.weights()[k] * part[i];
    }
    return sum;
  }

  private static boolean alike(double[] a, double[] b) {
    for (int i = 0; i < a.length; i++) {
      if (!(Math.abs(a[i] - b[i]) <= 1e-6 * Math.max(1, Math.abs(b[i])))) return false;
    }
    return a.length == b.length;
  }
}
