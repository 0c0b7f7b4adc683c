package flowlab.train;

import java.util.concurrent.CancellationException;

/** A training was interrupted; what it had done by then is kept. */
public final class TrainingStopped extends CancellationException {
  private static final long serialVersionUID = 1L;
  private final transient TrainingRun<?> run;

  TrainingStopped(TrainingRun<?> run, int steps) {
    super(
        "training stopped after %,d of %,d steps; catch this as e, and e.run() has the weights and losses so far"
            .formatted(run.steps(), steps));
    this.run = run;
  }

  /** The run up to the interrupt. */
  public TrainingRun<?> run() {
    return run;
  }
}
