package flowlab.nd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** NVIDIA's driver, asked without loading anything of CUDA into this process. */
@FunctionalInterface
interface Driver {
  int NO_PROGRAM = 127;
  int NO_ANSWER = 124;

  /**
   * What came of asking.
   *
   * @param status of {@code nvidia-smi}; 0 if it answered
   * @param said all it printed
   */
  record Answer(int status, String said) {}

  Answer ask();

  /** Asks {@code nvidia-smi}, which comes with the driver. */
  static Answer nvidiaSmi() {
    ProcessBuilder command =
        new ProcessBuilder("nvidia-smi", "--query-gpu=" + Gpu.FIELDS, "--format=csv,noheader")
            .redirectErrorStream(true);
    Process process;
    try {
      process = command.start();
    } catch (IOException absent) {
      return new Answer(NO_PROGRAM, "");
    }
    try {
      process.getOutputStream().close();
      // A driver that waits for its cards takes seconds; what it prints fits the pipe.
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        return new Answer(NO_ANSWER, "no answer within 30 s");
      }
      byte[] said = process.getInputStream().readAllBytes();
      return new Answer(process.exitValue(), new String(said, StandardCharsets.UTF_8));
    } catch (IOException broken) {
      return new Answer(NO_ANSWER, String.valueOf(broken.getMessage()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Answer(NO_ANSWER, "interrupted");
    } finally {
      process.destroyForcibly();
    }
  }
}
