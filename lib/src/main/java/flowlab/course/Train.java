package flowlab.course;

import flowlab.model.Network;
import flowlab.train.Trainer;
import flowlab.train.TrainingDiverged;
import flowlab.train.TrainingState;
import flowlab.train.TrainingStopped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * {@code ./flowlab train NAME [--budget N] [--resume]}: the trainings that the chapters ship, at
 * their full budgets, in as many sittings as one likes. See {@link Training} for the names and
 * {@link Results} for what is written.
 */
public final class Train {
  private static final Duration BETWEEN_SAVES = Duration.ofMinutes(3);

  private Train() {}

  /** What the launcher calls. */
  public static void main(String[] arguments) throws IOException {
    try {
      run(Path.of("notebooks", "weights"), List.of(arguments));
    } catch (IllegalArgumentException | IOException | TrainingDiverged e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  /** One sitting; the results go to this folder. */
  static void run(Path folder, List<String> words) throws IOException {
    boolean resume = words.contains("--resume");
    int budget = words.indexOf("--budget");
    if (words.isEmpty() || words.get(0).startsWith("--") || budget == words.size() - 1) {
      throw new IllegalArgumentException(
          "expected NAME [--budget N] [--resume], NAME one of "
              + String.join(", ", Arrays.stream(Training.values()).map(Training::title).toList()));
    }
    Training training = Training.named(words.get(0));
    Sitting sitting = budget < 0 ? Sitting.whole() : Sitting.parse(words.get(budget + 1));
    sit(training, training.plan(), new Results(folder, training), sitting, resume);
  }

  private static <M extends Network<M>> void sit(
      Training training, Training.Plan<M> plan, Results results, Sitting sitting, boolean resume)
      throws IOException {
    TrainingState state = begin(plan, results, resume);
    if (state.complete()) {
      System.out.println("all %,d steps are done".formatted(state.steps()));
      return;
    }
    Thread here = Thread.currentThread();
    int first = state.done();
    long began = System.nanoTime();
    TrainingLog log = new TrainingLog(training.log, first, System.out, results);
    Trainer trainer =
        plan.trainer()
            .keeping(BETWEEN_SAVES, results::saveState)
            .progress(
                (done, total, loss) -> {
                  log.step(done, total, loss);
                  if (sitting.over(done - first, System.nanoTime() - began)) here.interrupt();
                });
    System.out.println(
        "%s: %s, step %,d of %,d".formatted(training.title(), plan.start(), first, state.steps()));
    Thread hook = waitForMeAtTheEnd();
    try {
      try {
        state = trainer.resume(plan.start(), state).state();
      } catch (TrainingStopped stopped) {
        state = stopped.run().state();
      }
      Thread.interrupted(); // heard
      System.out.println(results.save(plan, state));
    } finally {
      forget(hook);
    }
  }

  /** Ctrl-C stops the training between two steps; the JVM ends when this thread has saved it. */
  private static Thread waitForMeAtTheEnd() {
    Thread me = Thread.currentThread();
    Thread hook =
        new Thread(
            () -> {
              me.interrupt();
              join(me);
            });
    Runtime.getRuntime().addShutdownHook(hook);
    return hook;
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the JVM is ending, and the hook waits for this thread
    }
  }

  private static TrainingState begin(Training.Plan<?> plan, Results results, boolean resume)
      throws IOException {
    Path file = results.stateFile();
    if (resume && Files.exists(file)) return TrainingState.load(file);
    if (resume && results.complete()) {
      throw new IllegalArgumentException(
          results.weightsFile() + " is complete; without --resume it is trained afresh");
    }
    if (resume) {
      throw new IllegalArgumentException(
          file + " is not there, so there is nothing to go on from; begin without --resume");
    }
    if (Files.exists(file)) {
      throw new IllegalArgumentException(
          "%s holds a training that was put aside at step %,d; go on with --resume, or delete it to begin afresh"
              .formatted(file, TrainingState.load(file).done()));
    }
    results.begin();
    return plan.trainer().begin(plan.start());
  }

  private static void join(Thread thread) {
    try {
      thread.join(Duration.ofMinutes(1).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
