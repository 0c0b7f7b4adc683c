package flowlab.check;

import flowlab.Sampler;
import flowlab.nd.Seeds;

/** Check J1: whether a sampler draws from the law that it is named after. */
public final class Samples {
  private static final int DRAWS = 20_000;

  private Samples() {}

  /**
   * J1: mean and covariance of 20,000 draws are those of the law, within five standard errors. The
   * entries beside the diagonal notice what is shared by two axes.
   *
   * @param mean of the law, d numbers
   * @param covariance of the law, d × d
   */
  public static Verdict moments(Sampler yours, double[] mean, double[][] covariance) {
    return Trial.of(
        "J1",
        "mean and covariance of the draws are those of the law",
        trial -> {
          var draws = Trial.given("the sample", yours.sample(DRAWS, Seeds.generator(2026)));
          double[] rows = Trial.rows("the sample", draws, DRAWS, mean.length);
          Moments.compare(trial, mean, covariance, rows, 0, "draws");
          trial.hint(
              () ->
                  "a covariance holds variances, not deviations; axes and rows each have their own"
                      + " noise");
        });
  }
}
