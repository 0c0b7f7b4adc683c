package flowlab.train;

import flowlab.Coupling;
import flowlab.Interpolant;
import flowlab.Sampler;
import flowlab.data.Points;
import flowlab.model.Network;
import flowlab.nd.Shapes;
import java.time.Duration;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Trains a network: an {@link Objective} (what is regressed on what), draws of noise, data and
 * time, an optimiser and a schedule.
 *
 * <pre>draw (X₀, X₁) from the coupling, t from the time sampling;   θ ← Adam(θ, ∇ loss(θ))</pre>
 *
 * <p>A trainer is a value; {@code steps(…)} and the like give a changed copy, and {@link #train} is
 * the only verb. Step k draws from the generator of (seed, k): the same seed gives the same numbers
 * on one machine with the same number of threads, and {@link #resume} goes on after a stop as if
 * there had been none.
 *
 * <p>Threads may share a trainer, each training with memory of its own, if they may share its
 * samplers; its listeners hear from the thread that trains.
 */
public final class Trainer implements Cloneable {
  final Objective objective;
  final Sampler source;
  final Sampler target;
  Coupling coupling = Coupling.independent();
  TimeSampling times = TimeSampling.uniform();
  private int steps = 1_000;
  int epochs; // 0: fresh draws each step
  int batch = 256;
  LearningRate learningRate = LearningRate.constant(1e-3);
  Adam adam = Adam.standard();
  double clip = Double.POSITIVE_INFINITY;
  double averaging;
  long seed;
  SortedSet<Integer> snapshots = new TreeSet<>();
  Progress progress = Progress.silent();
  Duration every = Duration.ofDays(1);
  Consumer<TrainingState> keeper = state -> {};
  BooleanSupplier enough = () -> false;

  private Trainer(Objective objective, Sampler source, Sampler target) {
    this.objective = objective;
    this.source = source;
    this.target = target;
  }

  /**
   * A trainer with 1,000 steps of 256 fresh draws, uniform times, independent coupling, Adam at
   * 1e-3 and seed 0.
   */
  public static Trainer of(Objective objective, Sampler source, Sampler target) {
    return new Trainer(objective, source, target);
  }

  /**
   * A trainer for flow matching along the paths of an interpolant, as {@link #of(Objective,
   * Sampler, Sampler)} makes it.
   */
  public static Trainer of(Interpolant interpolant, Sampler source, Sampler target) {
    return of(Objective.flowMatching(interpolant), source, target);
  }

  /** Sets the number of updates. */
  public Trainer steps(int steps) {
    Shapes.requirePositive("the number of steps", steps);
    return with(copy -> copy.steps = steps).fresh();
  }

  /**
   * Trains through the target's rows so many times, each time in another order; the last batch of
   * an epoch has what is left. The target must be a fixed data set.
   */
  public Trainer epochs(int epochs) {
    Shapes.requirePositive("the number of epochs", epochs);
    if (!(target instanceof Points)) {
      throw new IllegalArgumentException(
          "epochs need a fixed data set as the target: new Points(sampler.sample(10_000, random));"
              + " or give a number of steps");
    }
    return with(copy -> copy.epochs = epochs);
  }

  private Trainer fresh() {
    return with(copy -> copy.epochs = 0);
  }

  /** Sets the number of rows of a step. */
  public Trainer batch(int batch) {
    Shapes.requirePositive("the batch size", batch);
    return with(copy -> copy.batch = batch);
  }

  /** Sets one learning rate for all steps. */
  public Trainer learningRate(double rate) {
    return learningRate(LearningRate.constant(rate));
  }

  /** Sets the learning rate, which may change from step to step. */
  public Trainer learningRate(LearningRate learningRate) {
    return with(copy -> copy.learningRate = learningRate);
  }

  /** Sets the constants of the optimiser. */
  public Trainer adam(Adam adam) {
    return with(copy -> copy.adam = adam);
  }

  /** Scales a gradient that is longer than {@code norm} down to that length. */
  public Trainer clip(double norm) {
    Shapes.requirePositive("the greatest norm of the gradient", norm);
    return with(copy -> copy.clip = norm);
  }

  /** Keeps a running mean of the weights, a ← decay·a + (1 − decay)·θ after each update. */
  public Trainer averaging(double decay) {
    if (!(decay > 0 && decay < 1)) {
      throw new IllegalArgumentException("expected a decay between 0 and 1, got " + decay);
    }
    return with(copy -> copy.averaging = decay);
  }

  /** Sets how noise and data are paired. */
  public Trainer coupling(Coupling coupling) {
    return with(copy -> copy.coupling = coupling);
  }

  /** Sets how times are drawn. */
  public Trainer times(TimeSampling times) {
    return with(copy -> copy.times = times);
  }

  /** Sets the seed that all draws come from. */
  public Trainer seed(long seed) {
    return with(copy -> copy.seed = seed);
  }

  /** Keeps the model after each of these numbers of updates; 0 is the start. */
  public Trainer snapshotsAt(int... updates) {
    TreeSet<Integer> kept = new TreeSet<>();
    Arrays.stream(updates).forEach(kept::add);
    return with(copy -> copy.snapshots = kept);
  }

  /** Tells a listener of each step. */
  public Trainer progress(Progress progress) {
    return with(copy -> copy.progress = progress);
  }

  /** Hands over the state of the training every so often, so that it can be saved. */
  public Trainer keeping(Duration every, Consumer<TrainingState> keeper) {
    return with(
        copy -> {
          copy.every = every;
          copy.keeper = keeper;
        });
  }

  /**
   * Ends the training between two steps once this says so, as a button may; the run has what was
   * done until then, and {@link #resume} goes on. Asked in the thread that trains.
   */
  public Trainer until(BooleanSupplier enough) {
    return with(copy -> copy.enough = enough);
  }

  /** Updates in all. */
  public int steps() {
    return epochs == 0 ? steps : epochs * BatchRows.stepsPerEpoch((Points) target, batch);
  }

  /** A changed copy; fields are set nowhere else, so a trainer never changes once returned. */
  private Trainer with(Consumer<Trainer> change) {
    Trainer copy;
    try {
      copy = (Trainer) clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
    change.accept(copy);
    return copy;
  }

  /**
   * Trains a copy of this net.
   *
   * @param start a net that fits the objective; it stays as it is
   * @throws TrainingStopped if the thread is interrupted; the run so far is kept
   * @throws TrainingDiverged if the loss is no longer finite; the last good weights are kept
   */
  public <M extends Network<M>> TrainingRun<M> train(M start) {
    return new TrainingLoop<>(this, start, begin(start), new TreeMap<Integer, M>()).run();
  }

  /** Where the training of this net begins. */
  public TrainingState begin(Network<?> start) {
    return TrainingState.start(start.parameters(), steps(), batch, seed);
  }

  /** Goes on with a run that was stopped; the trainer must be the one that began it. */
  public <M extends Network<M>> TrainingRun<M> resume(TrainingRun<M> stopped) {
    return new TrainingLoop<>(this, stopped.model(), require(stopped.state()), stopped.snapshots())
        .run();
  }

  /**
   * Goes on from a state; the trainer must be the one that began it.
   *
   * @param like a net of the same shape, whose parameters do not matter
   */
  public <M extends Network<M>> TrainingRun<M> resume(M like, TrainingState state) {
    if (like.parameters().length() != state.net().parameters().length()) {
      throw new IllegalArgumentException(
          "the state is of a net with %,d parameters, %s has %,d"
              .formatted(state.net().parameters().length(), like, like.parameters().length()));
    }
    return new TrainingLoop<>(this, like, require(state), new TreeMap<Integer, M>()).run();
  }

  private TrainingState require(TrainingState state) {
    if (state.steps() != steps() || state.batch() != batch || state.seed() != seed) {
      throw new IllegalArgumentException(
          "the state is of a training of %,d steps of %,d rows with seed %d; this trainer has %,d of %,d with seed %d"
              .formatted(state.steps(), state.batch(), state.seed(), steps(), batch, seed));
    }
    return state;
  }
}
