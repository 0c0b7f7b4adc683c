package flowlab.train;

/** The loss was no longer a finite number; the last good weights are kept. */
public final class TrainingDiverged extends ArithmeticException {
  private static final long serialVersionUID = 1L;
  private final transient TrainingRun<?> run;

  TrainingDiverged(TrainingRun<?> run, double loss, double rate) {
    super(
        ("the loss became %s at step %,d (learning rate %.3g); catch this as e, and e.run() has the"
             + " last good weights. Try a smaller learning rate, or look for huge or missing values"
             + " in the data")
            .formatted(loss, run.steps() + 1, rate));
    this.run = run;
  }

  /** The run up to the last good step. */
  public TrainingRun<?> run() {
    return run;
  }
}
