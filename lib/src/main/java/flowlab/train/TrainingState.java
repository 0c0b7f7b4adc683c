package flowlab.train;

import flowlab.model.Safetensors;
import flowlab.nd.NetState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Where a training stands between two steps. {@link Trainer#resume} goes on from it and gives the
 * same numbers, to the last bit, as a training that was never stopped, on one machine with the same
 * number of threads.
 *
 * <p>A value; safe to share between threads as long as nobody writes into the arrays of its net.
 *
 * @param done steps done
 * @param steps steps in all, which the learning rate depends on
 * @param batch rows a step
 * @param seed the trainer's
 * @param net weights, and the optimiser's memory
 * @param losses of the steps done
 * @param seconds spent so far
 */
public record TrainingState(
    int done, int steps, int batch, long seed, NetState net, double[] losses, double seconds) {
  private static final String KIND = "flowlab.training_state";

  public TrainingState {
    losses = losses.clone();
    if (losses.length != done || done > steps) {
      throw new IllegalArgumentException(
          "expected a loss for each of %d steps done out of %d, got %d"
              .formatted(done, steps, losses.length));
    }
  }

  /** The state before the first step. */
  static TrainingState start(INDArray parameters, int steps, int batch, long seed) {
    return new TrainingState(0, steps, batch, seed, NetState.start(parameters), new double[0], 0);
  }

  @Override
  public double[] losses() {
    return losses.clone();
  }

  /** Whether all steps are done. */
  public boolean complete() {
    return done == steps;
  }

  /** Writes a safetensors file; an older one is replaced in one move, or left as it was. */
  public void save(Path file) throws IOException {
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    tensors.put("parameters", net.parameters());
    tensors.put("first_moment", net.firstMoment());
    tensors.put("second_moment", net.secondMoment());
    net.average().ifPresent(mean -> tensors.put("average", mean));
    tensors.put("losses", Nd4j.createFromArray(losses.length == 0 ? new double[] {0} : losses));
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(KIND, "1");
    metadata.put("done", Integer.toString(done));
    metadata.put("steps", Integer.toString(steps));
    metadata.put("batch", Integer.toString(batch));
    metadata.put("seed", Long.toString(seed));
    metadata.put("seconds", Double.toString(seconds));
    Safetensors.write(file, metadata, tensors);
  }

  /**
   * Reads a file that {@link #save} wrote.
   *
   * @throws IOException with the reason, if it is another file or a damaged one
   */
  public static TrainingState load(Path file) throws IOException {
    Safetensors read = Safetensors.read(file);
    Map<String, String> metadata = read.metadata();
    if (!metadata.containsKey(KIND)) {
      throw new IOException(
          file + " is not the state of a training; the weights of a net are for Checkpoint.load");
    }
    try {
      int done = Integer.parseInt(metadata.get("done"));
      Optional<INDArray> average =
          read.names().contains("average") ? Optional.of(read.tensor("average")) : Optional.empty();
      return new TrainingState(
          done,
          Integer.parseInt(metadata.get("steps")),
          Integer.parseInt(metadata.get("batch")),
          Long.parseLong(metadata.get("seed")),
          new NetState(
              read.tensor("parameters"),
              read.tensor("first_moment"),
              read.tensor("second_moment"),
              average),
          done == 0 ? new double[0] : read.tensor("losses").toDoubleVector(),
          Double.parseDouble(metadata.getOrDefault("seconds", "")));
    } catch (IllegalArgumentException e) { // a number that is none, or lengths that do not agree
      throw new IOException(file + " is damaged: " + e.getMessage(), e);
    }
  }
}
