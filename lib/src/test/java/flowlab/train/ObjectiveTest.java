package flowlab.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import flowlab.Interpolant;
import flowlab.PathSample;
import flowlab.data.Gaussian;
import flowlab.data.GaussianMixture;
import flowlab.data.Points;
import flowlab.exact.ExactTransition;
import flowlab.model.Activation;
import flowlab.model.TransitionModel;
import flowlab.nd.Seeds;
import flowlab.nd.Shapes;
import flowlab.solve.InnerField;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class ObjectiveTest {
  /** What flow matching asks is what the interpolant says, row by row. */
  @Test
  void flowMatchingIsTheInterpolant() {
    RandomGenerator random = Seeds.generator(1);
    Objective.Draws draws = draws(50, 3, random);
    Interpolant path = Interpolant.trigonometric();
    double[] input = new double[50 * 4];
    double[] target = new double[50 * 3];
    Objective.flowMatching(path).rows(draws, random, input, target);
    PathSample sample =
        path.at(
            Shapes.fromRows(draws.x0(), 50, 3),
            Shapes.fromRows(draws.x1(), 50, 3),
            Shapes.fromRows(draws.t(), 50, 1));
    double[] xt = Shapes.toRows(sample.xt());
    for (int row = 0; row < 50; row++) {
      assertEquals(draws.t()[row], input[row * 4 + 3]);
      for (int c = 0; c < 3; c++) {
        assertEquals(xt[row * 3 + c], input[row * 4 + c], 1e-15);
      }
    }
    assertArrayEquals(Shapes.toRows(sample.velocity()), target, 1e-15);
  }

  /** Pairs that are given are taken as they are: each x₀ meets its own x₁, whatever the source. */
  @Test
  void pairsAreTakenAsTheyAre() {
    RandomGenerator random = Seeds.generator(4);
    Objective.Draws pairs = draws(50, 4, random);
    double[] input = new double[50 * 3];
    double[] target = new double[50 * 2];
    assertEquals(4, Objective.paired(Interpolant.linear()).dimension(3, 2));
    Objective.paired(Interpolant.linear()).rows(pairs, random, input, target);
    for (int row = 0; row < 50; row++) {
      double t = pairs.t()[row];
      assertEquals(t, input[row * 3 + 2]);
      for (int c = 0; c < 2; c++) {
        double x0 = pairs.x1()[row * 4 + c];
        double x1 = pairs.x1()[row * 4 + 2 + c];
        assertEquals((1 - t) * x0 + t * x1, input[row * 3 + c], 1e-15);
        assertEquals(x1 - x0, target[row * 2 + c], 1e-15);
      }
    }
  }

  /**
   * Seed 003 writes its time-stabilised loss with the clock running from data to noise: x = (1 − τ)
   * data + (0.001 + 0.999 τ) noise against 0.999 noise − data. That is conditional OT with σ_min =
   * 1e-3 at t = 1 − τ, and minus its velocity.
   */
  @Test
  void theTimeStabilisedLossIsConditionalOtBackwards() {
    RandomGenerator random = Seeds.generator(2);
    Objective.Draws draws = draws(200, 3, random);
    double[] input = new double[200 * 4];
    double[] target = new double[200 * 3];
    Objective.flowMatching(Interpolant.conditionalOt(1e-3)).rows(draws, random, input, target);
    for (int row = 0; row < 200; row++) {
      double clock = 1 - draws.t()[row];
      for (int c = 0; c < 3; c++) {
        double noise = draws.x0()[row * 3 + c];
        double data = draws.x1()[row * 3 + c];
        double noised = (1 - clock) * data + (0.001 + 0.999 * clock) * noise;
        double toNoise = 0.999 * noise - data;
        assertEquals(noised, input[row * 4 + c], 1e-14);
        assertEquals(-toNoise, target[row * 3 + c], 1e-14);
      }
    }
  }

  /**
   * Y_s lies on the straight line from the noise to Y, which the input and the target both show.
   */
  @Test
  void transitionRowsAreConsistent() {
    RandomGenerator random = Seeds.generator(3);
    int n = 20_000;
    Objective.Draws draws = draws(n, 2, random);
    double[] input = new double[n * 6];
    double[] target = new double[n * 2];
    Objective.transition().rows(draws, random, input, target);
    double sum = 0;
    double squares = 0;
    double times = 0;
    for (int row = 0; row < n; row++) {
      double t = input[row * 6 + 2];
      double s = input[row * 6 + 5];
      assertEquals(draws.t()[row], t);
      for (int c = 0; c < 2; c++) {
        double x0 = draws.x0()[row * 2 + c];
        double x1 = draws.x1()[row * 2 + c];
        assertEquals((1 - t) * x0 + t * x1, input[row * 6 + c], 1e-14);
        double noise = x1 - x0 - target[row * 2 + c]; // target = y − noise
        assertEquals((1 - s) * noise + s * (x1 - x0), input[row * 6 + 3 + c], 1e-13);
        sum += noise;
        squares += noise * noise;
      }
      times += s;
    }
    assertEquals(0, sum / (2 * n), 5 / Math.sqrt(2 * n));
    assertEquals(1, squares / (2 * n), 5 * Math.sqrt(2.0 / (2 * n)));
    assertEquals(0.5, times / n, 5 / Math.sqrt(12.0 * n));
  }

  /**
   * Trained on a single Gaussian, DTM's net comes near the exact inner field and the loss floor.
   */
  @Test
  void transitionLearnsTheInnerField() {
    double sigma = 0.8;
    GaussianMixture target =
        new GaussianMixture(new double[] {1}, new double[][] {{2, -1}}, new double[] {sigma});
    TransitionModel start = TransitionModel.of(2, 2, 64, Activation.SILU, Seeds.generator(4));
    TrainingRun<TransitionModel> run =
        Trainer.of(Objective.transition(), Gaussian.standard(2), target)
            .steps(1500)
            .batch(512)
            .learningRate(LearningRate.cosine(5e-3, 1e-5))
            .train(start);
    // (πσ/2) ∫ dt/s(t) = 1.7469 a dimension at σ = 0.8 (study of the loss floors)
    assertEquals(1.7469, run.finalLoss(500), 0.05);
    RandomGenerator random = Seeds.generator(5);
    int n = 2_000;
    INDArray x = Gaussian.standard(2).sample(n, random).mul(0.6).addi(target.mean()[0] / 2);
    INDArray y = Gaussian.standard(2).sample(n, random);
    InnerField learned = run.model()::given;
    INDArray exact = new ExactTransition(target).inner(x, 0.5).at(y, 0.4);
    INDArray error = learned.given(x, 0.5).at(y, 0.4).sub(exact);
    double mean = error.mul(error).sum(1).meanNumber().doubleValue();
    assertTrue(mean < 0.1, "mean squared error " + mean);
  }

  @Test
  void timesAreDrawnAsSaid() {
    int n = 40_000;
    double[] t = new double[n];
    TimeSampling.stratified().fill(t, n, Seeds.generator(6));
    for (int i = 0; i < n; i++) {
      assertTrue(t[i] >= (double) i / n && t[i] < (i + 1.0) / n);
    }
    TimeSampling.logitNormal(0.5, 1.5).fill(t, n, Seeds.generator(7));
    double[] logit = Arrays.stream(t).map(v -> Math.log(v / (1 - v))).toArray();
    double mean = Arrays.stream(logit).average().orElseThrow();
    double variance = Arrays.stream(logit).map(v -> (v - mean) * (v - mean)).sum() / n;
    assertEquals(0.5, mean, 5 * 1.5 / Math.sqrt(n));
    assertEquals(2.25, variance, 5 * 2.25 * Math.sqrt(2.0 / n));
    TimeSampling.uniform().fill(t, n, Seeds.generator(8));
    assertEquals(0.5, Arrays.stream(t).average().orElseThrow(), 5 / Math.sqrt(12.0 * n));
  }

  /** Each row once an epoch, in another order each time, the last batch short. */
  @Test
  void anEpochHasEachRowOnce() {
    int n = 100;
    double[] numbers = new double[2 * n];
    Arrays.setAll(numbers, i -> i);
    Points data = new Points(Shapes.fromRows(numbers, n, 2));
    BatchRows rows = BatchRows.epochs(data, 32, 9);
    assertEquals(4, BatchRows.stepsPerEpoch(data, 32));
    double[][] orders = new double[3][];
    for (int epoch = 0; epoch < 3; epoch++) {
      double[] seen = new double[2 * n];
      for (int b = 0, at = 0; b < 4; b++) {
        int k = 4 * epoch + b;
        assertEquals(b < 3 ? 32 : 4, rows.count(k));
        double[] batch = new double[2 * rows.count(k)];
        rows.fill(batch, k, Seeds.generator(1, k));
        System.arraycopy(batch, 0, seen, at, batch.length);
        at += batch.length;
      }
      orders[epoch] = seen;
      Set<Double> all = new HashSet<>();
      Arrays.stream(seen).forEach(all::add);
      assertEquals(2 * n, all.size());
      assertEquals(seen[0] + 1, seen[1], "rows stay whole");
    }
    assertFalse(Arrays.equals(orders[0], orders[1]));
    double[] again = new double[8];
    BatchRows.epochs(data, 32, 9).fill(again, 11, Seeds.generator(1, 11)); // straight to epoch 2
    assertArrayEquals(Arrays.copyOfRange(orders[2], 192, 200), again);
  }

  @Test
  void badInputTeaches() {
    Gaussian noise = Gaussian.standard(2);
    refused("takes (x, t, y, s)", () -> Objective.transition().dimension(3, 2));
    refused(
        "epochs need a fixed data set",
        () -> Trainer.of(Interpolant.linear(), noise, noise).epochs(3));
    refused(
        "a decay between 0 and 1",
        () -> Trainer.of(Interpolant.linear(), noise, noise).averaging(1));
  }

  private static Objective.Draws draws(int n, int d, RandomGenerator random) {
    double[] x0 = new double[n * d];
    double[] x1 = new double[n * d];
    Arrays.setAll(x0, i -> random.nextGaussian());
    Arrays.setAll(x1, i -> 2 + 0.5 * random.nextGaussian());
    return new Objective.Draws(x0, x1, random.doubles(n).toArray(), n, d);
  }

  private static void refused(String reason, org.junit.jupiter.api.function.Executable executable) {
    var e = assertThrows(IllegalArgumentException.class, executable);
    assertTrue(e.getMessage().contains(reason), e.getMessage());
  }
}
