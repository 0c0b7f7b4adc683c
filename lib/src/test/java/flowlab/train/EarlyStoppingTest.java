package flowlab.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import flowlab.Interpolant;
import flowlab.data.Gaussian;
import flowlab.data.Moons;
import flowlab.data.Points;
import flowlab.model.Activation;
import flowlab.model.Mlp;
import flowlab.nd.Seeds;
import flowlab.solve.ButcherTableau;
import flowlab.solve.Likelihood;
import flowlab.solve.OdeSolver;
import java.util.Arrays;
import java.util.Iterator;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class EarlyStoppingTest {
  private static final Mlp START = Mlp.velocity(2, 1, 16, Activation.SILU, Seeds.generator(1));

  /** After the best score, {@code patience} more, and the model of the best one is left. */
  @Test
  void stopsWhenPatienceIsAtItsEnd() {
    Trainer trainer = trainer().steps(1_000);
    var stopped =
        new EarlyStopping<Mlp>(scores(1, 3, 2, 4, 4, 3, 1, 9), 5, 3).train(trainer, START);
    assertArrayEquals(new double[] {1, 3, 2, 4, 4, 3, 1}, stopped.scores());
    assertEquals(20, stopped.bestStep());
    assertEquals(35, stopped.run().steps());
    assertEquals(
        trainer.snapshotsAt(20).train(START).snapshots().get(20).parameters(),
        stopped.best().parameters());
    assertTrue(stopped.toString().startsWith("best after 20 of 35 steps"), stopped.toString());
  }

  /** The same losses, to the last bit, as without the looks between. */
  @Test
  void lookingChangesNothing() {
    Trainer trainer = trainer().steps(33).learningRate(LearningRate.cosine(1e-2, 1e-3));
    var stopped = new EarlyStopping<Mlp>(net -> 0, 10, 100).train(trainer, START);
    assertEquals(4, stopped.scores().length);
    assertArrayEquals(trainer.train(START).losses(), stopped.run().losses());
    assertEquals(trainer.train(START).model().parameters(), stopped.run().model().parameters());
  }

  @Test
  void theMeanOfTheWeightsIsScoredWhereItIsKept() {
    Trainer trainer = trainer().steps(20).averaging(0.9);
    var stopped = new EarlyStopping<Mlp>(scores(1, 2), 10, 5).train(trainer, START);
    assertEquals(trainer.train(START).average().parameters(), stopped.best().parameters());
  }

  /** What there is then is scored, and nothing more is asked. */
  @Test
  void itEndsWhenTheTrainerHasEnough() {
    var asked = new AtomicInteger();
    Trainer trainer = trainer().steps(1_000).until(() -> asked.getAndIncrement() >= 12);
    var stopped = new EarlyStopping<Mlp>(scores(1, 2, 3), 5, 3).train(trainer, START);
    assertEquals(12, stopped.run().steps());
    assertEquals(12, stopped.bestStep());
    assertArrayEquals(new double[] {1, 2, 3}, stopped.scores());
    assertEquals(12, asked.get() - 1, "asked before each step");
  }

  @Test
  void aScoreThatIsNoNumberIsRefused() {
    var stop = new EarlyStopping<Mlp>(net -> Double.NaN, 5, 3);
    var e = assertThrows(IllegalArgumentException.class, () -> stop.train(trainer(), START));
    assertTrue(e.getMessage().contains("missing values"), e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new EarlyStopping<Mlp>(net -> 0, 0, 3));
  }

  /** Twenty rows and a net that could know them by heart: it is stopped before it does. */
  @Test
  void fewRowsAreNotLearnedByHeart() {
    INDArray heldOut = Moons.sklearn(0.1).sample(200, new SplittableRandom(1));
    Points few = new Points(Moons.sklearn(0.1).sample(20, new SplittableRandom(2)));
    Likelihood likelihood = new Likelihood(OdeSolver.fixed(ButcherTableau.RK4, 10));
    ToDoubleFunction<Mlp> score =
        net -> Arrays.stream(likelihood.logDensity(net, heldOut)).average().getAsDouble();
    Mlp start = Mlp.velocity(2, 2, 64, Activation.SILU, Seeds.generator(1));
    Trainer trainer =
        Trainer.of(Interpolant.linear(), Gaussian.standard(2), few)
            .steps(3_000)
            .batch(128)
            .learningRate(3e-3);
    var stopped = new EarlyStopping<>(score, 50, 10).train(trainer, start);
    assertTrue(stopped.run().steps() < 3_000, "stopped after " + stopped.run().steps());
    double best = score.applyAsDouble(stopped.best());
    double byHeart = score.applyAsDouble(trainer.train(start).model());
    assertTrue(best > byHeart + 0.2, best + " against " + byHeart);
  }

  private static Trainer trainer() {
    return Trainer.of(Interpolant.linear(), Gaussian.standard(2), Moons.sklearn(0.1)).batch(32);
  }

  private static ToDoubleFunction<Mlp> scores(double... scores) {
    Iterator<Double> next = Arrays.stream(scores).iterator();
    return net -> next.next();
  }
}
