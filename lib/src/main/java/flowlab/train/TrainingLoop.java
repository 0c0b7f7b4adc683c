package flowlab.train;

import flowlab.data.Points;
import flowlab.model.Network;
import flowlab.nd.DenseNet;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One training at work: draws a batch, asks the net for its loss and gradient, updates it, and
 * writes down what happened. The batch of the next step is drawn while the net is updated.
 */
final class TrainingLoop<M extends Network<M>> {
  private final Trainer trainer;
  private final M like;
  private final TrainingState from;
  private final double[] losses;
  private final SortedMap<Integer, M> kept;
  private final long began = System.nanoTime();

  /**
   * @param like a net of the right shape, whose parameters do not matter
   * @param from where to begin
   * @param before snapshots of steps done already
   */
  TrainingLoop(Trainer trainer, M like, TrainingState from, SortedMap<Integer, M> before) {
    this.trainer = trainer;
    this.like = like;
    this.from = from;
    losses = Arrays.copyOf(from.losses(), from.steps());
    kept = new TreeMap<>(before);
  }

  TrainingRun<M> run() {
    return run(from.steps());
  }

  /** As far as this step; what it leaves can be gone on with. */
  TrainingRun<M> run(int until) {
    int total = from.steps();
    Batches batches = batches();
    Batch rows = new Batch(trainer.batch, like.inputs(), like.outputs());
    if (from.done() < total) batches.draw(from.done(), rows);
    try (DenseNet net = like.open(from.net())) {
      long handOver = System.nanoTime() + trainer.every.toNanos();
      for (int k = from.done(); k < until; k++) {
        if (trainer.snapshots.contains(k)) snapshot(k, net);
        if (Thread.currentThread().isInterrupted()) throw new TrainingStopped(after(k, net), total);
        if (trainer.enough.getAsBoolean()) return after(k, net);
        if (System.nanoTime() - handOver > 0) {
          trainer.keeper.accept(state(k, net));
          handOver = System.nanoTime() + trainer.every.toNanos();
        }
        trainer.objective.aim(net, rows.input, rows.target, rows.n);
        double loss = net.lossAndGradient(rows.input, rows.target, rows.n);
        double rate = trainer.learningRate.at(k, total);
        if (!Double.isFinite(loss)) throw new TrainingDiverged(after(k, net), loss, rate);
        losses[k] = loss;
        int next = k + 1;
        net.update(
            trainer.adam.step(next, rate, trainer.clip, trainer.averaging),
            () -> {
              if (next < total) batches.draw(next, rows);
            });
        trainer.progress.step(next, total, loss);
      }
      if (until == total && trainer.snapshots.contains(total)) snapshot(total, net);
      return after(until, net);
    }
  }

  private Batches batches() {
    BatchRows data =
        trainer.epochs == 0
            ? BatchRows.fresh(trainer.target, trainer.batch)
            : BatchRows.epochs((Points) trainer.target, trainer.batch, trainer.seed);
    int d = trainer.objective.dimension(like.inputs(), like.outputs());
    return new Batches(
        trainer.objective, trainer.source, data, trainer.coupling, trainer.times, d, trainer.seed);
  }

  private void snapshot(int done, DenseNet net) {
    kept.put(done, like.withParameters(net.parameters()));
  }

  private TrainingState state(int done, DenseNet net) {
    return new TrainingState(
        done,
        from.steps(),
        from.batch(),
        from.seed(),
        net.state(),
        Arrays.copyOf(losses, done),
        from.seconds() + (System.nanoTime() - began) / 1e9);
  }

  /** What the training has left after so many steps. */
  private TrainingRun<M> after(int done, DenseNet net) {
    TrainingState state = state(done, net);
    M model = like.withParameters(state.net().parameters());
    return new TrainingRun<>(model, state, kept);
  }
}
