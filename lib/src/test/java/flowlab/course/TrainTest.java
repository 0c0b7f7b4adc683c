package flowlab.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import flowlab.model.Checkpoint;
import flowlab.model.Safetensors;
import flowlab.train.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

class TrainTest {
  @TempDir Path folder;

  /** Two sittings leave the weights of one. */
  @Test
  void sittingsAddUp() throws IOException {
    Train.run(folder, List.of("modes", "--budget", "20"));
    Path state = folder.resolve("state").resolve("modes.safetensors");
    assertEquals(20, TrainingState.load(state).done());
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Train.run(folder, List.of("modes", "--budget", "20")));
    assertTrue(e.getMessage().contains("put aside at step 20"), e.getMessage());
    Train.run(folder, List.of("modes", "--resume", "--budget", "15"));
    assertEquals(35, TrainingState.load(state).done());

    Path other = folder.resolve("other");
    Train.run(other, List.of("modes", "--budget", "35"));
    assertEquals(
        Checkpoint.load(other.resolve("modes.safetensors")).parameters(),
        Checkpoint.load(folder.resolve("modes.safetensors")).parameters());
    assertFalse(Thread.interrupted());
  }

  @Test
  void theReportSaysWhatWasDone() throws IOException {
    Train.run(folder, List.of("annulus", "--budget", "30"));
    JsonNode written = new ObjectMapper().readTree(folder.resolve("annulus.json").toFile());
    assertFalse(written.path("complete").asBoolean(true));
    TrainingReport report = TrainingReport.read(folder.resolve("annulus.json"));
    assertEquals("annulus", report.training());
    assertEquals(30, report.done());
    assertEquals(10_000, report.steps());
    assertEquals(30, report.curve().losses().length);
    assertEquals(30, report.curve().steps()[29]);
    assertEquals(64, report.sha256().length());
    assertTrue(report.net().contains("[3, 64, 64, 64, 2] ELU"), report.net());
    var said = Safetensors.read(folder.resolve("annulus.safetensors")).metadata();
    assertEquals("30 of 10000", said.get("flowlab.steps"));
    assertTrue(said.get("flowlab.net").contains("[3, 64, 64, 64, 2] ELU"), said.toString());
  }

  /** Every net fits its objective, and its state is small enough to be committed. */
  @Test
  void allTrainingsBegin() {
    for (Training training : Training.values()) {
      Training.Plan<?> plan = training.plan();
      TrainingState state = plan.trainer().begin(plan.start());
      assertTrue(state.net().parameters().length() * 4 * 3 + 8 * state.steps() < 12e6);
    }
    assertEquals(3950, Training.MODES.plan().trainer().steps());
    assertEquals(50_000, Training.DTM.plan().trainer().steps());
  }

  @Test
  void wrongWordsAreRefused() {
    refused("there is no training nope; there are: dtm, fm", "nope");
    refused("nothing to go on from", "fm", "--resume");
    refused("90s, 30m, 2h", "fm", "--budget", "soon");
    refused("expected NAME", "--resume");
    assertTrue(Files.notExists(folder.resolve("fm.safetensors")));
  }

  @Test
  void budgetsAreParsed() {
    assertTrue(Sitting.parse("5_000").over(5000, 0));
    assertFalse(Sitting.parse("5000").over(4999, Long.MAX_VALUE / 1000));
    assertTrue(Sitting.parse("2m").over(1, 120_000_000_000L));
    assertFalse(Sitting.parse("1h").over(1, 120_000_000_000L));
  }

  @Test
  void theCurveIsMeansOfEqualParts() {
    double[] losses = new double[1500];
    java.util.Arrays.setAll(losses, k -> k);
    var curve = Results.curve(losses);
    assertEquals(500, ((int[]) curve.get("step")).length);
    assertEquals(1500, ((int[]) curve.get("step"))[499]);
    assertEquals(4, ((double[]) curve.get("loss"))[1]); // 3, 4, 5
  }

  private void refused(String reason, String... words) {
    var e = assertThrows(IllegalArgumentException.class, () -> Train.run(folder, List.of(words)));
    assertTrue(e.getMessage().contains(reason), e.getMessage());
  }
}
