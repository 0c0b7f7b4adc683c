package flowlab.course;

import flowlab.nd.Backend;
import flowlab.nd.Workers;
import flowlab.train.TrainingState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.SerializationFeature;

/**
 * What a training leaves in a folder: {@code NAME.safetensors}, the weights; {@code NAME.json}, its
 * losses, hash and time; and while it is not complete {@code state/NAME.safetensors}, from which it
 * goes on, on this machine or another.
 */
final class Results {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final int POINTS = 500; // of the loss curve

  private final Path folder;
  private final Training training;
  private final List<Map<String, Object>> log = new ArrayList<>();

  Results(Path folder, Training training) throws IOException {
    this.folder = folder;
    this.training = training;
    Files.createDirectories(folder.resolve("state"));
    if (Files.exists(report())) {
      for (JsonNode line : JSON.readTree(report().toFile()).path("log")) {
        log.add(
            line(
                line.path("step").asInt(),
                line.path("loss").asDouble(),
                line.path("milliseconds").asDouble()));
      }
    }
  }

  Path weightsFile() {
    return folder.resolve(training.title() + ".safetensors");
  }

  Path stateFile() {
    return folder.resolve("state").resolve(training.title() + ".safetensors");
  }

  private Path report() {
    return folder.resolve(training.title() + ".json");
  }

  /** The report says that all steps are done. */
  boolean complete() throws IOException {
    return Files.exists(report()) && JSON.readTree(report().toFile()).path("complete").asBoolean();
  }

  /** Forgets the log of an earlier training. */
  void begin() {
    log.clear();
  }

  /** A line that the report keeps. */
  void log(int step, double loss, double milliseconds) {
    log.removeIf(line -> step(line) >= step);
    log.add(line(step, loss, milliseconds));
  }

  private static int step(Map<String, Object> line) {
    return (Integer) Objects.requireNonNull(line.get("step"));
  }

  private static Map<String, Object> line(int step, double loss, double milliseconds) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("step", step);
    line.put("loss", loss);
    line.put("milliseconds", milliseconds);
    return line;
  }

  /** The state alone, between two steps of a long sitting. */
  void saveState(TrainingState state) {
    try {
      state.save(stateFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes all three files; returns what to tell. */
  String save(Training.Plan<?> plan, TrainingState state) throws IOException {
    String version = Train.class.getPackage().getImplementationVersion();
    Map<String, String> about = new LinkedHashMap<>();
    about.put("flowlab.training", training.title());
    about.put("flowlab.net", plan.start().toString());
    about.put("flowlab.steps", state.done() + " of " + state.steps());
    about.put("flowlab.batch", Integer.toString(state.batch()));
    about.put("flowlab.seed", Long.toString(state.seed()));
    about.put("flowlab.seconds", Long.toString(Math.round(state.seconds())));
    about.put("flowlab.version", version == null ? "development" : version);
    plan.save(state, weightsFile(), about);
    JSON.writeValue(report().toFile(), report(about, state));
    if (state.complete()) {
      Files.deleteIfExists(stateFile());
      return "all %,d steps are done in %,.0f s: %s"
          .formatted(state.steps(), state.seconds(), weightsFile());
    }
    saveState(state);
    return "put aside at step %,d of %,d; go on with: ./flowlab train %s --resume"
        .formatted(state.done(), state.steps(), training.title());
  }

  private Map<String, Object> report(Map<String, String> about, TrainingState state)
      throws IOException {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("training", training.title());
    report.put("net", about.get("flowlab.net"));
    report.put("complete", state.complete());
    report.put("iterations", state.done());
    report.put("of", state.steps());
    report.put("batch", state.batch());
    report.put("seed", state.seed());
    report.put("seconds", state.seconds());
    report.put("sha256", sha256(weightsFile()));
    report.put("version", about.get("flowlab.version"));
    report.put("machine", Backend.describe() + ", " + Workers.available() + " parts a step");
    report.put("log", log.stream().filter(line -> step(line) <= state.done()).toList());
    report.put("curve", curve(state.losses()));
    return report;
  }

  /** The mean loss of each of at most {@link #POINTS} equal parts, at the last step of each. */
  static Map<String, Object> curve(double[] losses) {
    int points = Math.min(POINTS, losses.length);
    int[] steps = new int[points];
    double[] means = new double[points];
    for (int i = 0; i < points; i++) {
      int from = (int) ((long) losses.length * i / points);
      steps[i] = (int) ((long) losses.length * (i + 1) / points);
      for (int k = from; k < steps[i]; k++) means[i] += losses[k] / (steps[i] - from);
    }
    Map<String, Object> curve = new LinkedHashMap<>();
    curve.put("step", steps);
    curve.put("loss", means);
    return curve;
  }

  private static String sha256(Path file) throws IOException {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e); // every JDK has it
    }
  }
}
