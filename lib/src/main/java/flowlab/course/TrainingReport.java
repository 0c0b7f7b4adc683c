package flowlab.course;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * What a long training wrote down beside its weights: {@code ./flowlab train NAME} leaves it as
 * {@code NAME.json}.
 *
 * @param training its name
 * @param net the network, in words
 * @param done steps done
 * @param steps steps in all
 * @param sha256 of the weights' file
 * @param log a line every so many steps, as the documents print it
 * @param curve the loss over the whole training
 */
public record TrainingReport(
    String training, String net, int done, int steps, String sha256, List<Line> log, Curve curve) {

  /**
   * A line of the log.
   *
   * @param step steps done
   * @param loss of that step
   */
  public record Line(int step, double loss) {}

  /**
   * The mean losses of equal parts of the training.
   *
   * @param steps the last step of each part
   * @param losses the mean of each part
   */
  public record Curve(double[] steps, double[] losses) {}

  /** Reads the report of a training. */
  public static TrainingReport read(Path json) throws IOException {
    JsonNode report = new ObjectMapper().readTree(json.toFile());
    return new TrainingReport(
        report.path("training").asText(),
        report.path("net").asText(),
        report.path("iterations").asInt(),
        report.path("of").asInt(),
        report.path("sha256").asText(),
        each(report.path("log"))
            .map(line -> new Line(line.path("step").asInt(), line.path("loss").asDouble()))
            .toList(),
        new Curve(
            numbers(report.path("curve").path("step")),
            numbers(report.path("curve").path("loss"))));
  }

  private static double[] numbers(JsonNode list) {
    return each(list).mapToDouble(JsonNode::asDouble).toArray();
  }

  private static Stream<JsonNode> each(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
