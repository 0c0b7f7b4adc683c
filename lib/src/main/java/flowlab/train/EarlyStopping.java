package flowlab.train;

import flowlab.model.Network;
import flowlab.nd.Shapes;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Trains until what was held out says to stop (Prechelt, 1998): after every so many steps the model
 * gets a score, such as the mean log likelihood of rows that it is not trained on; when the best
 * score has not been beaten {@code patience} times in a row, the training ends, and the model of
 * the best score is what it leaves.
 *
 * <pre>
 * var stop = new EarlyStopping&lt;Mlp&gt;(net -&gt; mean(likelihood.logDensity(net, heldOut)), 100, 8);
 * Mlp flow = stop.train(trainer.steps(20_000), start).best();
 * </pre>
 *
 * The steps themselves are those of the trainer without it: looking changes nothing. If the trainer
 * keeps a running mean of the weights, the model with that mean is scored and left.
 *
 * @param score what to make large
 * @param every steps between two scores
 * @param patience scores in a row without a new best that end the training
 * @param <M> what is trained
 */
public record EarlyStopping<M extends Network<M>>(
    ToDoubleFunction<M> score, int every, int patience) {
  public EarlyStopping {
    Shapes.requirePositive("the steps between two scores", every);
    Shapes.requirePositive("the patience", patience);
  }

  /**
   * What the training left.
   *
   * @param best the model with the best score
   * @param bestStep its number of updates
   * @param scores after {@code every} steps, twice as many, and so on
   * @param run the whole training, a few steps longer
   * @param <M> what was trained
   */
  public record Stopped<M extends Network<M>>(
      M best, int bestStep, double[] scores, TrainingRun<M> run) {
    @Override
    public String toString() {
      return "best after %,d of %,d steps, score %.4f"
          .formatted(bestStep, run.steps(), Arrays.stream(scores).max().getAsDouble());
    }
  }

  /**
   * Trains a copy of this net, no longer than the trainer's steps.
   *
   * @throws TrainingStopped if the thread is interrupted
   * @throws TrainingDiverged if the loss or a score is no longer finite
   */
  public Stopped<M> train(Trainer trainer, M start) {
    TrainingRun<M> run = new TrainingRun<>(start, trainer.begin(start), new TreeMap<>());
    double[] scores = new double[0];
    M best = start;
    int bestAt = -1;
    int bestStep = 0;
    int total = trainer.steps();
    while (run.steps() < total && scores.length - bestAt <= patience) {
      int until = Math.min(total, run.steps() + every);
      run = new TrainingLoop<>(trainer, run.model(), run.state(), run.snapshots()).run(until);
      M model = trainer.averaging > 0 ? run.average() : run.model();
      scores = Arrays.copyOf(scores, scores.length + 1);
      int last = scores.length - 1;
      scores[last] = score.applyAsDouble(model);
      if (Double.isNaN(scores[last])) {
        throw new IllegalArgumentException(
            "the score after %,d steps is NaN: are there missing values in what was held out?"
                .formatted(run.steps()));
      }
      if (bestAt < 0 || scores[last] > scores[bestAt]) {
        best = model;
        bestAt = last;
        bestStep = run.steps();
      }
      if (run.steps() < until) break; // the trainer has enough
    }
    return new Stopped<>(best, bestStep, scores, run);
  }
}
