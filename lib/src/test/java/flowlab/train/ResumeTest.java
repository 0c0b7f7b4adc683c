package flowlab.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import flowlab.Interpolant;
import flowlab.data.Gaussian;
import flowlab.data.GaussianMixture;
import flowlab.data.Points;
import flowlab.model.Activation;
import flowlab.model.Checkpoint;
import flowlab.model.Mlp;
import flowlab.nd.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A training that is stopped and goes on gives the numbers of one that was not. */
class ResumeTest {
  private static final GaussianMixture MIXTURE =
      new GaussianMixture(
          new double[] {0.5, 0.5}, new double[][] {{0, 0}, {3, 2}}, new double[] {1, 0.5});

  @TempDir Path folder;

  private static Mlp small() {
    return Mlp.velocity(2, 1, 16, Activation.RELU, Seeds.generator(1));
  }

  private static Trainer trainer(int steps) {
    return Trainer.of(Interpolant.linear(), Gaussian.standard(2), MIXTURE).steps(steps);
  }

  /** Both data sources, every option that has a memory; through a file; float and double. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theSameToTheBit(boolean inDouble) throws IOException {
    Mlp net = Mlp.velocity(2, 2, 24, Activation.SILU, Seeds.generator(1));
    Mlp start = inDouble ? net.inDouble() : net;
    Points data = new Points(MIXTURE.sample(100, Seeds.generator(2)));
    Trainer trainer =
        Trainer.of(Interpolant.linear(), Gaussian.standard(2), data)
            .epochs(10)
            .batch(32)
            .learningRate(LearningRate.cosine(1e-2, 1e-4).warmedUp(5))
            .adam(Adam.standard().withWeightDecay(0.01))
            .clip(1)
            .averaging(0.9)
            .seed(5)
            .snapshotsAt(3, 30);
    TrainingRun<Mlp> whole = trainer.train(start);
    assertEquals(40, whole.steps());

    var stopped = assertThrows(TrainingStopped.class, () -> stoppingAt(trainer, 17).train(start));
    assertTrue(Thread.interrupted());
    assertEquals(17, stopped.run().steps());
    Path file = folder.resolve("state.safetensors");
    stopped.run().state().save(file);
    TrainingRun<Mlp> rest = trainer.resume(start, TrainingState.load(file));

    assertArrayEquals(whole.losses(), rest.losses(), 0);
    assertEquals(whole.model().parameters(), rest.model().parameters());
    assertEquals(whole.average().parameters(), rest.average().parameters());
    assertEquals(whole.snapshots().get(30).parameters(), rest.snapshots().get(30).parameters());
    assertFalse(whole.average().parameters().equals(whole.model().parameters()));
  }

  @Test
  void aRunInMemoryGoesOnWithItsSnapshots() {
    Mlp start = small();
    Trainer trainer = trainer(30).snapshotsAt(0, 10, 30);
    var stopped = assertThrows(TrainingStopped.class, () -> stoppingAt(trainer, 20).train(start));
    assertTrue(Thread.interrupted());
    @SuppressWarnings("unchecked")
    TrainingRun<Mlp> run = (TrainingRun<Mlp>) stopped.run();
    TrainingRun<Mlp> rest = trainer.resume(run);
    assertEquals(java.util.Set.of(0, 10, 30), rest.snapshots().keySet());
    assertArrayEquals(trainer.train(start).losses(), rest.losses(), 0);
  }

  /** Enough is no fault: the run has the steps done, and can be gone on with. */
  @Test
  void aTrainingThatHadEnoughGoesOn() {
    Mlp start = small();
    Trainer trainer = trainer(30).snapshotsAt(0, 30);
    var asked = new AtomicInteger();
    TrainingRun<Mlp> run = trainer.until(() -> asked.getAndIncrement() == 20).train(start);
    assertEquals(20, run.steps());
    assertEquals(20, run.losses().length);
    assertFalse(Thread.interrupted());
    TrainingRun<Mlp> rest = trainer.resume(run);
    assertEquals(java.util.Set.of(0, 30), rest.snapshots().keySet());
    assertArrayEquals(trainer.train(start).losses(), rest.losses(), 0);
    assertEquals(0, trainer.until(() -> true).train(start).steps());
  }

  @Test
  void aStateOfAnotherTrainingIsRefused() throws IOException {
    Mlp start = small();
    Trainer trainer = trainer(5).batch(8);
    TrainingState state = trainer.train(start).state();
    refused("with seed 0; this trainer", () -> trainer.seed(1).resume(start, state));
    refused("5 steps of 8 rows", () -> trainer.steps(6).resume(start, state));
    Mlp wider = Mlp.velocity(2, 1, 17, Activation.RELU, Seeds.generator(1));
    refused("with 98 parameters", () -> trainer.resume(wider, state));

    Path file = folder.resolve("state.safetensors");
    state.save(file);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 20] ^= 1;
    Files.write(file, bytes);
    var e = assertThrows(IOException.class, () -> TrainingState.load(file));
    assertTrue(e.getMessage().contains("damaged"), e.getMessage());
    Checkpoint.save(start, file);
    e = assertThrows(IOException.class, () -> TrainingState.load(file));
    assertTrue(e.getMessage().contains("not the state of a training"), e.getMessage());
  }

  @Test
  void theStateIsHandedOverNowAndThen() {
    List<TrainingState> kept = new ArrayList<>();
    Mlp start = small();
    Trainer trainer = trainer(4).keeping(Duration.ZERO, kept::add);
    TrainingRun<Mlp> run = trainer.train(start);
    assertEquals(List.of(0, 1, 2, 3), kept.stream().map(TrainingState::done).toList());
    assertEquals(run.model().parameters(), trainer.resume(start, kept.get(2)).model().parameters());
  }

  private static Trainer stoppingAt(Trainer trainer, int step) {
    return trainer.progress(
        (done, total, loss) -> {
          if (done == step) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private static void refused(String reason, org.junit.jupiter.api.function.Executable executable) {
    var e = assertThrows(IllegalArgumentException.class, executable);
    assertTrue(e.getMessage().contains(reason), e.getMessage());
  }
}
