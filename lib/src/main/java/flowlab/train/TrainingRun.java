package flowlab.train;

import flowlab.model.Network;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a training left: the model, the loss of every step done, and the models at the steps asked
 * for.
 *
 * <p>A value; safe to share between threads.
 *
 * @param <M> what was trained
 * @param model the weights after the last good step
 * @param state all that is needed to go on from here
 * @param snapshots the model after so many updates, for each number asked for; 0 is the start
 */
public record TrainingRun<M extends Network<M>>(
    M model, TrainingState state, SortedMap<Integer, M> snapshots) {
  public TrainingRun {
    snapshots = Collections.unmodifiableSortedMap(new TreeMap<>(snapshots));
  }

  /** The loss of each step, before its update. */
  public double[] losses() {
    return state.losses();
  }

  /** The number of steps done. */
  public int steps() {
    return state.done();
  }

  /** The time it took, with what was done before a stop. */
  public double seconds() {
    return state.seconds();
  }

  /** The model with the running mean of its weights, if the trainer kept one. */
  public M average() {
    return model.withParameters(
        state
            .net()
            .average()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "this training kept no mean of its weights; Trainer.averaging(0.999)"
                            + " does")));
  }

  /** The mean loss of the last n steps (of all, if fewer were done). */
  public double finalLoss(int n) {
    double[] losses = losses();
    return Arrays.stream(losses, Math.max(0, losses.length - n), losses.length)
        .average()
        .orElse(Double.NaN);
  }

  /** How a notebook shows it: the line of {@link #toString}, not the numbers of every weight. */
  public Map<String, Object> mimeBundle() {
    return Map.of("text/plain", toString());
  }

  @Override
  public String toString() {
    return "TrainingRun of %,d steps in %.1f s, mean loss of the last 100: %.4f"
        .formatted(steps(), seconds(), finalLoss(100));
  }
}
