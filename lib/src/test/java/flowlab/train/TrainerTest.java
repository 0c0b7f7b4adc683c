package flowlab.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import flowlab.Coupling;
import flowlab.Interpolant;
import flowlab.Sampler;
import flowlab.data.Gaussian;
import flowlab.data.GaussianMixture;
import flowlab.exact.ExactMixture;
import flowlab.model.Activation;
import flowlab.model.Mlp;
import flowlab.model.TimeEmbedding;
import flowlab.model.TransitionModel;
import flowlab.nd.Seeds;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class TrainerTest {
  private static final GaussianMixture MIXTURE =
      new GaussianMixture(
          new double[] {0.5, 0.5}, new double[][] {{0, 0}, {3, 2}}, new double[] {1, 0.5});

  /** The regression's minimiser is the marginal velocity, known here in closed form. */
  @Test
  void learnsTheMarginalVelocity() {
    Mlp start = Mlp.velocity(2, 2, 64, Activation.SILU, Seeds.generator(1));
    TrainingRun<Mlp> run = trainer().steps(1500).batch(512).learningRate(3e-3).train(start);
    ExactMixture exact = new ExactMixture(MIXTURE, Interpolant.linear());
    double before = fieldError(start, exact);
    double after = fieldError(run.model(), exact);
    assertTrue(before > 2, "before " + before);
    assertTrue(after < 0.1, "after " + after);
    assertEquals(1500, run.steps());
    // 2.022 a dimension is the least possible loss (study of the two-mode mixture)
    assertEquals(2.022, run.finalLoss(500), 0.06);
  }

  @Test
  void sameSeedSameBits() {
    Mlp start = Mlp.velocity(2, 2, 32, Activation.GELU, Seeds.generator(1));
    Trainer trainer = trainer().steps(30).batch(100).seed(4);
    assertArrayEquals(trainer.train(start).losses(), trainer.train(start).losses());
    assertEquals(
        trainer.train(start).model().parameters(), trainer.train(start).model().parameters());
  }

  /** What a reader's sampler prints, and what stops it, belongs to the thread that trains. */
  @Test
  void samplersRunOnTheThreadThatTrains() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    Sampler data =
        (n, random) -> {
          threads.add(Thread.currentThread());
          return MIXTURE.sample(n, random);
        };
    Mlp start = Mlp.velocity(2, 2, 64, Activation.GELU, Seeds.generator(1));
    Trainer.of(Interpolant.linear(), Gaussian.standard(2), data).steps(300).train(start);
    assertEquals(Set.of(Thread.currentThread()), threads);
  }

  @Test
  void trainingLeavesItsArgumentAlone() {
    Mlp start = Mlp.velocity(2, 1, 16, Activation.RELU, Seeds.generator(1));
    INDArray before = start.parameters();
    trainer().steps(5).train(start);
    assertEquals(before, start.parameters());
  }

  @Test
  void snapshotsAreTheModelsOnTheWay() {
    Mlp start = Mlp.velocity(2, 1, 16, Activation.ELU, Seeds.generator(1));
    TrainingRun<Mlp> run = trainer().steps(20).snapshotsAt(0, 7, 20).train(start);
    assertEquals(java.util.Set.of(0, 7, 20), run.snapshots().keySet());
    assertEquals(start.parameters(), run.snapshots().get(0).parameters());
    assertEquals(
        trainer().steps(7).train(start).model().parameters(), run.snapshots().get(7).parameters());
    assertEquals(run.model().parameters(), run.snapshots().get(20).parameters());
  }

  @Test
  void divergenceKeepsTheLastGoodWeights() {
    Mlp start = Mlp.velocity(2, 1, 16, Activation.RELU, Seeds.generator(1));
    Trainer wild = trainer().steps(400).learningRate((k, n) -> k < 10 ? 1e-3 : 1e30);
    var e = assertThrows(TrainingDiverged.class, () -> wild.train(start));
    assertTrue(e.getMessage().contains("learning rate"), e.getMessage());
    assertTrue(e.run().steps() >= 10);
    for (double loss : e.run().losses()) {
      assertTrue(Double.isFinite(loss));
    }
    assertTrue(
        Double.isFinite(e.run().model().parameters().sumNumber().doubleValue()),
        "weights are numbers");
  }

  @Test
  void anInterruptKeepsTheRun() {
    Mlp start = Mlp.velocity(2, 1, 16, Activation.RELU, Seeds.generator(1));
    Trainer stopping =
        trainer()
            .steps(1000)
            .progress(
                (done, total, loss) -> {
                  if (done == 25) {
                    Thread.currentThread().interrupt();
                  }
                });
    var e = assertThrows(CancellationException.class, () -> stopping.train(start));
    assertTrue(Thread.interrupted());
    assertEquals(25, ((TrainingStopped) e).run().steps());
    assertTrue(e.getMessage().contains("25 of 1,000"), e.getMessage());
  }

  /** One line in a cell: not the record's fields, which are every weight. */
  @Test
  void aNotebookShowsARunAsOneLine() {
    Mlp start = Mlp.velocity(2, 1, 16, Activation.RELU, Seeds.generator(1));
    TrainingRun<Mlp> run = trainer().steps(3).train(start);
    assertEquals(Map.of("text/plain", run.toString()), run.mimeBundle());
    String mean = "%.4f".formatted(Arrays.stream(run.losses()).average().orElseThrow());
    assertTrue(run.toString().startsWith("TrainingRun of 3 steps in "), run.toString());
    assertTrue(run.toString().endsWith("mean loss of the last 100: " + mean), run.toString());
  }

  @Test
  void aCouplingIsUsed() {
    Mlp start = Mlp.velocity(2, 1, 16, Activation.RELU, Seeds.generator(1));
    Coupling same = (x0, x1, random) -> new int[x0.rows()];
    double[] paired = trainer().coupling(same).steps(3).train(start).losses();
    double[] free = trainer().steps(3).train(start).losses();
    assertTrue(paired[0] != free[0]);
  }

  /** A step makes small objects only: its arrays, 10 KB and more, live as long as the run. */
  @Test
  void aStepAllocatesNoArrays() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] bytes = new long[2];
    var random = Seeds.generator(1);
    var net = TransitionModel.of(2, TimeEmbedding.learned(1), 2, 32, Activation.SILU, random);
    int batch = 512;
    Trainer.of(Objective.transition(), Gaussian.standard(2), MIXTURE)
        .steps(300)
        .batch(batch)
        .clip(1)
        .averaging(0.99)
        .progress(
            (done, total, loss) -> {
              if (done == 100 || done == 300) {
                bytes[done / 300] =
                    threadsOfATraining().mapToLong(threads::getThreadAllocatedBytes).sum();
              }
            })
        .train(net);
    long step = (bytes[1] - bytes[0]) / 200;
    assertTrue(step < batch * 8, step + " bytes a step");
  }

  private static Stream<Long> threadsOfATraining() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t == Thread.currentThread() || t.getName().startsWith("flowlab-worker"))
        .map(Thread::getId);
  }

  @Test
  void badInputTeaches() {
    Mlp start = Mlp.velocity(2, 1, 16, Activation.RELU, Seeds.generator(1));
    Trainer holes =
        Trainer.of(
            Interpolant.linear(),
            Gaussian.standard(2),
            (n, random) -> Nd4j.valueArrayOf(new long[] {n, 2}, Double.NaN));
    assertMessage("expected finite numbers in the target's samples", () -> holes.train(start));
    Trainer flat = Trainer.of(Interpolant.linear(), Gaussian.standard(2), Gaussian.standard(3));
    assertMessage("dimension 3", () -> flat.train(start));
    assertMessage("batch size", () -> trainer().batch(0));
    assertMessage("number of steps", () -> trainer().steps(-1));
    Mlp noTime = Mlp.of(Activation.RELU, Seeds.generator(1), 2, 8, 2);
    assertMessage("takes (x, t)", () -> trainer().train(noTime));
  }

  @Test
  void cosineFallsAsPyTorchHasIt() {
    LearningRate rate = LearningRate.cosine(1e-3, 1e-5);
    assertEquals(1e-3, rate.at(0, 100), 1e-18);
    assertEquals(0.5 * (1e-3 + 1e-5), rate.at(50, 100), 1e-18);
    assertEquals(1e-5, rate.at(100, 100), 1e-18);
  }

  /** Even steps up to the first rate, then the schedule over the steps that are left. */
  @Test
  void warmingUpComesBeforeTheSchedule() {
    LearningRate rate = LearningRate.cosine(1e-3, 1e-5).warmedUp(4);
    for (int k = 0; k < 4; k++) {
      assertEquals(1e-3 * (k + 1) / 4, rate.at(k, 104), 1e-18);
    }
    assertEquals(1e-3, rate.at(4, 104), 1e-18);
    assertEquals(0.5 * (1e-3 + 1e-5), rate.at(54, 104), 1e-18);
    assertEquals(1e-5, rate.at(104, 104), 1e-18);
    assertEquals(2e-3, LearningRate.constant(2e-3).warmedUp(2).at(9, 10), 0);
  }

  @Test
  void progressIsTenLinesWhereNoKernelDrawsIt() {
    var bytes = new java.io.ByteArrayOutputStream();
    Progress progress = Progress.live(new java.io.PrintStream(bytes, true));
    for (int k = 1; k <= 100; k++) {
      progress.step(k, 100, 2.0);
    }
    assertEquals(10, bytes.toString().lines().count(), bytes.toString());
    assertTrue(bytes.toString().contains("loss 2.0000"), bytes.toString());
  }

  private static Trainer trainer() {
    return Trainer.of(Interpolant.linear(), Gaussian.standard(2), MIXTURE);
  }

  private static double fieldError(Mlp net, ExactMixture exact) {
    var random = Seeds.generator(99);
    int n = 4000;
    INDArray t = Nd4j.create(random.doubles(n).toArray(), new long[] {n, 1});
    INDArray x =
        Interpolant.linear()
            .at(Gaussian.standard(2).sample(n, random), MIXTURE.sample(n, random), t)
            .xt();
    INDArray difference = net.at(x, t).sub(exact.at(x, t));
    return difference.mul(difference).sum(1).meanNumber().doubleValue();
  }

  private static void assertMessage(
      String part, org.junit.jupiter.api.function.Executable executable) {
    var e = assertThrows(IllegalArgumentException.class, executable);
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }
}
