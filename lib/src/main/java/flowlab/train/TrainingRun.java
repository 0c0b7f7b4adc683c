package flowlab.train;

import flowlab.model.Mlp;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What a training left: the model, the loss of every step done, and the models at the steps asked
 * for.
 *
 * @param model the weights after the last good step
 * @param losses the loss of each step, before its update
 * @param snapshots the model after so many updates, for each number asked for; 0 is the start
 * @param seconds time it took
 */
public record TrainingRun(
    Mlp model, double[] losses, SortedMap<Integer, Mlp> snapshots, double seconds) {
  private static final AtomicReference<TrainingRun> LATEST = new AtomicReference<>();

  public TrainingRun {
    losses = losses.clone();
    snapshots = Collections.unmodifiableSortedMap(new TreeMap<>(snapshots));
  }

  /**
   * What the last training in this JVM kept, however it ended: a run that was stopped or diverged
   * throws, and its weights are here. Null before the first.
   */
  public static TrainingRun latest() {
    return LATEST.get();
  }

  TrainingRun remembered() {
    LATEST.set(this);
    return this;
  }

  @Override
  public double[] losses() {
    return losses.clone();
  }

  /** Steps done. */
  public int steps() {
    return losses.length;
  }

  /** The mean loss of the last n steps (of all, if fewer were done). */
  public double finalLoss(int n) {
    return Arrays.stream(losses, Math.max(0, losses.length - n), losses.length)
        .average()
        .orElse(Double.NaN);
  }

  @Override
  public String toString() {
    return "TrainingRun of %,d steps in %.1f s, mean loss of the last 100: %.4f"
        .formatted(steps(), seconds, finalLoss(100));
  }
}
