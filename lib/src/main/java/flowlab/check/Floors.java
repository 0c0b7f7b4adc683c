package flowlab.check;

import flowlab.Interpolant;
import flowlab.Sampler;
import flowlab.VectorField;
import flowlab.course.Budget;
import flowlab.data.Gaussian;
import flowlab.exact.ExactField;
import flowlab.exact.LossFloor;
import flowlab.nd.Seeds;
import flowlab.nd.Shapes;
import java.util.function.DoubleUnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Checks D1–D3 and C8: what the best possible loss is. For any network v, in expectation, loss =
 * floor + E|v − u|²/d, so no loss lies below the floor and a trained one lies just above it.
 */
public final class Floors {
  private Floors() {}

  /**
   * D1: the least possible loss of the straight path to N(m, σ²I), πσ/2 a coordinate, as a formula
   * in σ.
   */
  public static Verdict ofOneGaussian(DoubleUnaryOperator yours) {
    return Trial.of(
        "D1",
        "the least possible loss is πσ/2 a coordinate",
        trial -> {
          for (double sigma : Unseen.and(0.1, 3, 0.2, 0.5, 1, 1.7)) {
            double came = yours.applyAsDouble(sigma);
            trial.relative(Math.PI * sigma / 2, came, 1e-9, () -> "σ = " + sigma);
          }
          trial.hint(() -> "a coordinate, not their sum; the angle runs from 0 to a right angle");
        });
  }

  /** D2: ∫ E|u|² dt of the flow from N(0, I) to N(m, σ²I): |m|² + d (σ² + 1 − πσ/2). */
  public static Verdict pathEnergy(double yours, double[] mean, double sigma) {
    double squares = 0;
    for (double m : mean) squares += m * m;
    double exact = squares + mean.length * (sigma * sigma + 1 - Math.PI * sigma / 2);
    return Trial.of(
        "D2",
        "the energy of the flow to one Gaussian",
        trial -> trial.relative(exact, yours, 1e-6, () -> ""));
  }

  /** C8: a loss measured on fresh samples is not below its floor, outside sampling error. */
  public static Verdict notBelow(double loss, double standardError, LossFloor floor) {
    return Trial.of(
        "C8",
        "no loss lies below its floor",
        trial -> {
          double slack = 5 * Math.hypot(standardError, floor.standardError());
          trial.near(floor.value(), Math.min(loss, floor.value()), slack, () -> "");
          trial.fact("loss", "%.4f".formatted(loss)).fact("floor", "%.4f".formatted(floor.value()));
          trial.hint(
              () -> "the loss is of another target or was taken on the samples it was trained on");
        });
  }

  /**
   * That a training came near its floor: at most this share above it. At scale {@code ci}, where
   * nothing is trained to the end, only that it is a number not below.
   */
  public static Verdict reached(double loss, LossFloor floor, double share) {
    return reached(loss, floor, share, Budget.current());
  }

  static Verdict reached(double loss, LossFloor floor, double share, Budget scale) {
    boolean held = scale != Budget.CI;
    return Trial.of(
        "D1",
        held
            ? "the loss is within %.1f %% of its floor".formatted(100 * share)
            : "a loss at scale ci",
        trial -> {
          trial.is(Double.isFinite(loss), "the loss is " + loss);
          double allowed = share * floor.value() + 5 * floor.standardError();
          trial.near(floor.value(), held ? loss : floor.value(), allowed, () -> "");
          trial.fact("loss", "%.4f".formatted(loss)).fact("floor", "%.4f".formatted(floor.value()));
        });
  }

  /**
   * I3: loss − floor = E|v − u|²/d, on one set of samples: their difference is 2 E[(v − u)·(u −
   * label)], which is 0 if u is the mean of the label given (x, t), for whatever v.
   *
   * @param v any field, trained or not
   */
  public static Verdict identity(VectorField v, ExactField exact, Sampler data, int n, long seed) {
    return Trial.of(
        "I3",
        "loss − floor = E|v − u|² / d",
        trial -> {
          var random = Seeds.generator(seed);
          Interpolant path = exact.interpolant();
          int d = exact.dimension();
          INDArray x0 = Gaussian.standard(d).sample(n, random);
          double[] times = new double[n];
          for (int i = 0; i < n; i++) times[i] = (i + random.nextDouble()) / n;
          var sample = path.at(x0, data.sample(n, random), Shapes.fromRows(times, n, 1));
          double[] label = Shapes.toRows(sample.velocity());
          double[] mine = Trial.rows("the field", v.at(sample.xt(), sample.t()), n, d);
          double[] u = Shapes.toRows(exact.at(sample.xt(), sample.t()));
          double[] sums = new double[4]; // loss, floor, error, square of the difference
          for (int i = 0; i < n; i++) {
            double[] part = new double[3];
            for (int c = i * d; c < (i + 1) * d; c++) {
              part[0] += (mine[c] - label[c]) * (mine[c] - label[c]) / d;
              part[1] += (u[c] - label[c]) * (u[c] - label[c]) / d;
              part[2] += (mine[c] - u[c]) * (mine[c] - u[c]) / d;
            }
            double difference = part[0] - part[1] - part[2];
            for (int j = 0; j < 3; j++) sums[j] += part[j] / n;
            sums[3] += difference * difference / n;
          }
          trial.near(sums[2], sums[0] - sums[1], 5 * Math.sqrt(sums[3] / n) + 1e-12, () -> "");
          trial.fact("loss", "%.4f".formatted(sums[0])).fact("floor", "%.4f".formatted(sums[1]));
          trial.fact("E|v − u|²/d", "%.4f".formatted(sums[2]));
          trial.hint(() -> "u is not the mean of the labels: another path, or data it is not of");
        });
  }
}
