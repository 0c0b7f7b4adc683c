package flowlab.train;

import flowlab.Coupling;
import flowlab.Interpolant;
import flowlab.Sampler;
import flowlab.model.Mlp;
import flowlab.nd.DenseNet;
import flowlab.nd.Seeds;
import flowlab.nd.Shapes;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Conditional flow matching (Lipman et al., 2023, eq. 9): draw x₀, x₁ and t, walk to x_t, and
 * regress a network on the velocity there,
 *
 * <pre>min over θ of E ‖ v_θ(X_t, t) − (α′ X₀ + β′ X₁) ‖²,   t uniform on [0, 1].</pre>
 *
 * <p>The loss is the mean over rows <em>and</em> coordinates, as PyTorch's {@code mse_loss} takes
 * it.
 *
 * <p>A trainer is a value; {@code steps(…)} and the like give a changed copy, and {@link #train} is
 * the only verb. Step k draws from the generator of (seed, k): the same seed gives the same numbers
 * on one machine with the same number of threads.
 */
public final class Trainer {
  private final Interpolant interpolant;
  private final Sampler source;
  private final Sampler target;
  private Coupling coupling = Coupling.independent();
  private int steps = 1_000;
  private int batch = 256;
  private LearningRate learningRate = LearningRate.constant(1e-3);
  private Adam adam = Adam.standard();
  private long seed;
  private SortedSet<Integer> snapshots = new TreeSet<>();
  private Progress progress = Progress.silent();

  private Trainer(Interpolant interpolant, Sampler source, Sampler target) {
    this.interpolant = interpolant;
    this.source = source;
    this.target = target;
  }

  /** A trainer with 1,000 steps of 256 rows, Adam at 1e-3, seed 0 and independent coupling. */
  public static Trainer of(Interpolant interpolant, Sampler source, Sampler target) {
    return new Trainer(interpolant, source, target);
  }

  /** With so many updates. */
  public Trainer steps(int steps) {
    Shapes.requirePositive("the number of steps", steps);
    return with(copy -> copy.steps = steps);
  }

  /** With so many rows a step. */
  public Trainer batch(int batch) {
    Shapes.requirePositive("the batch size", batch);
    return with(copy -> copy.batch = batch);
  }

  /** With one learning rate throughout. */
  public Trainer learningRate(double rate) {
    return learningRate(LearningRate.constant(rate));
  }

  /** With this learning rate. */
  public Trainer learningRate(LearningRate learningRate) {
    return with(copy -> copy.learningRate = learningRate);
  }

  /** With these constants of the optimiser. */
  public Trainer adam(Adam adam) {
    return with(copy -> copy.adam = adam);
  }

  /** With noise and data paired like this. */
  public Trainer coupling(Coupling coupling) {
    return with(copy -> copy.coupling = coupling);
  }

  /** With this seed. */
  public Trainer seed(long seed) {
    return with(copy -> copy.seed = seed);
  }

  /** Keeping the model after each of these numbers of updates; 0 is the start. */
  public Trainer snapshotsAt(int... updates) {
    TreeSet<Integer> kept = new TreeSet<>();
    Arrays.stream(updates).forEach(kept::add);
    return with(copy -> copy.snapshots = kept);
  }

  /** Telling this listener of each step. */
  public Trainer progress(Progress progress) {
    return with(copy -> copy.progress = progress);
  }

  /** A changed copy; fields are set nowhere else, so a trainer never changes once returned. */
  private Trainer with(Consumer<Trainer> change) {
    Trainer copy = new Trainer(interpolant, source, target);
    copy.coupling = coupling;
    copy.steps = steps;
    copy.batch = batch;
    copy.learningRate = learningRate;
    copy.adam = adam;
    copy.seed = seed;
    copy.snapshots = snapshots;
    copy.progress = progress;
    change.accept(copy);
    return copy;
  }

  /**
   * Trains a copy of this net.
   *
   * @param start a net with inputs (x, t) and outputs the velocity; it stays as it is
   * @throws TrainingStopped if the thread is interrupted; the run so far is kept
   * @throws TrainingDiverged if the loss is no longer finite; the last good weights are kept
   */
  public TrainingRun train(Mlp start) {
    int d = start.layout().outputs();
    Batches batches =
        new Batches(interpolant, source, target, coupling, batch, d, start.layout().inputs(), seed);
    long began = System.nanoTime();
    double[] losses = new double[steps];
    var kept = new TreeMap<Integer, Mlp>();
    try (DenseNet net = start.open()) {
      for (int k = 0; k < steps; k++) {
        if (snapshots.contains(k)) {
          kept.put(k, start.withParameters(net.parameters()));
        }
        if (Thread.currentThread().isInterrupted()) {
          throw new TrainingStopped(run(start, net, losses, k, kept, began).remembered(), steps);
        }
        batches.draw(Seeds.generator(seed, k));
        double loss = net.lossAndGradient(batches.input(), batches.velocity(), batch);
        double rate = learningRate.at(k, steps);
        if (!Double.isFinite(loss)) {
          throw new TrainingDiverged(
              run(start, net, losses, k, kept, began).remembered(), loss, rate);
        }
        losses[k] = loss;
        net.update(adam.step(k + 1, rate));
        progress.step(k + 1, steps, loss);
      }
      if (snapshots.contains(steps)) {
        kept.put(steps, start.withParameters(net.parameters()));
      }
      return run(start, net, losses, steps, kept, began).remembered();
    }
  }

  private static TrainingRun run(
      Mlp start, DenseNet net, double[] losses, int done, TreeMap<Integer, Mlp> kept, long began) {
    return new TrainingRun(
        start.withParameters(net.parameters()),
        Arrays.copyOf(losses, done),
        kept,
        (System.nanoTime() - began) / 1e9);
  }
}
