package flowlab.nd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import flowlab.model.Activation;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.common.io.Resource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.factory.Nd4jBackend;

/** Which backend runs, and which path on it. */
class BackendTest {
  private static final Driver A100 =
      () -> new Driver.Answer(0, "GPU-1, NVIDIA A100-SXM4-40GB, 8.0, 535.104.05\n");
  private static final Driver H100 =
      () -> new Driver.Answer(0, "GPU-2, NVIDIA H100 80GB HBM3, 9.0, 550.54.15\n");

  @ParameterizedTest
  @CsvSource({"'', CPU", "cpu, CPU", "CUDA, CUDA", "' auto ', AUTO"})
  void theEnvironmentChooses(String word, BackendChoice choice) {
    assertEquals(choice, BackendChoice.of(Map.of("FLOWLAB_BACKEND", word)));
  }

  @Test
  void nothingSaidMeansTheProcessor() {
    assertEquals(BackendChoice.CPU, BackendChoice.of(Map.of()));
  }

  @Test
  void anotherWordIsRefused() {
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> BackendChoice.of(Map.of("FLOWLAB_BACKEND", "gpu")));
    assertEquals(
        "expected FLOWLAB_BACKEND to be cpu, cuda or auto, got 'gpu'", refused.getMessage());
  }

  @Test
  void theProcessorAsksNoDriver() {
    var outcome =
        BackendChoice.CPU.on(
            "Linux amd64",
            () -> {
              throw new AssertionError("asked");
            },
            Map.of(),
            true);
    assertFalse(outcome.cuda() || outcome.failed());
    assertEquals("", outcome.why());
  }

  @ParameterizedTest
  @CsvSource({"CUDA", "AUTO"})
  void aCardThatCanIsTaken(BackendChoice choice) {
    var outcome = choice.on("Linux amd64", A100, Map.of(), true);
    assertTrue(outcome.cuda() && !outcome.failed());
    assertEquals("NVIDIA A100-SXM4-40GB", outcome.cards().get(0).name());
    assertEquals("", outcome.why());
  }

  @Test
  void cudaEndsWhereItCannotRun() {
    var outcome = BackendChoice.CUDA.on("Linux amd64", H100, Map.of(), true);
    assertTrue(outcome.failed());
    assertEquals(
        "ND4J's CUDA backend cannot run here: NVIDIA H100 80GB HBM3 has compute capability 9.0, and"
            + " this build has machine code for 3.7 to 8.9 only; to go on with the processor, say"
            + " --backend cpu or FLOWLAB_BACKEND=cpu.",
        outcome.why());
  }

  @Test
  void autoGoesOnWithTheProcessor() {
    var outcome = BackendChoice.AUTO.on("Linux amd64", H100, Map.of(), true);
    assertFalse(outcome.cuda() || outcome.failed());
    assertEquals(
        "ND4J's CUDA backend cannot run here: NVIDIA H100 80GB HBM3 has compute capability 9.0, and"
            + " this build has machine code for 3.7 to 8.9 only; so the processor computes.",
        outcome.why());
  }

  @Test
  void missingJarsAreSaid() {
    var outcome = BackendChoice.CUDA.on("Linux amd64", A100, Map.of(), false);
    assertTrue(outcome.failed());
    assertEquals(
        "ND4J's CUDA backend cannot run here: its jars are not on the class path, where ./flowlab"
            + " lab --backend cuda puts them; to go on with the processor, say --backend cpu or"
            + " FLOWLAB_BACKEND=cpu.",
        outcome.why());
  }

  /** Both backends on one class path: ND4J is shown the one that was chosen. */
  @Test
  void nd4jSeesOneBackend(@TempDir Path folder) throws Exception {
    Path fake = folder.resolve("META-INF/services/org.nd4j.linalg.factory.Nd4jBackend");
    Files.createDirectories(fake.getParent());
    Files.writeString(fake, CudaBuild.BACKEND + "\n");
    Path type = folder.resolve(CudaBuild.BACKEND.replace('.', '/') + ".class");
    Files.createDirectories(type.getParent());
    Files.write(type, new byte[0]);
    ClassLoader ours = Backend.class.getClassLoader();
    try (var both = new URLClassLoader(new URL[] {folder.toUri().toURL()}, ours)) {
      assertTrue(OneBackend.hasCuda(both));
      assertEquals(List.of(CudaBuild.BACKEND), providers(new OneBackend(both, true)));
      assertFalse(providers(new OneBackend(both, false)).contains(CudaBuild.BACKEND));
      assertEquals(providers(ours), providers(new OneBackend(both, false)));
    }
  }

  private static List<String> providers(ClassLoader loader) throws IOException {
    var names = new ArrayList<String>();
    var files = loader.getResources("META-INF/services/org.nd4j.linalg.factory.Nd4jBackend");
    while (files.hasMoreElements()) {
      try (var in = files.nextElement().openStream()) {
        new String(in.readAllBytes()).lines().filter(l -> l.startsWith("org.")).forEach(names::add);
      }
    }
    return names;
  }

  @Test
  void theFusedPathIsForFloatOnTheProcessor() {
    INDArray floats = Nd4j.zeros(DataType.FLOAT, 17);
    INDArray doubles = Nd4j.zeros(DataType.DOUBLE, 17);
    boolean onCard = Backend.onCpu(new FakeCard());
    assertFalse(onCard);
    assertFalse(FusedDenseNet.canRun(floats, onCard));
    assertTrue(FusedDenseNet.canRun(floats, true));
    assertFalse(FusedDenseNet.canRun(doubles, true));
  }

  @Test
  void openAsksTheBackend() {
    DenseLayout layout = new DenseLayout(3, 3, 1);
    INDArray parameters = Nd4j.zeros(DataType.FLOAT, layout.parameters());
    try (DenseNet net = DenseNet.open(layout, Activation.RELU, parameters)) {
      Class<?> expected = Backend.onCpu() ? FusedDenseNet.class : PlainDenseNet.class;
      assertInstanceOf(expected, net);
    }
    try (DenseNet net =
        DenseNet.open(layout, Activation.RELU, parameters.castTo(DataType.DOUBLE))) {
      assertInstanceOf(PlainDenseNet.class, net);
    }
  }

  @Test
  void describeNamesWhatRuns() {
    String told = Backend.describe();
    String expected =
        Backend.onCpu()
            ? "ND4J (\\S+ )?CpuBackend on \\S+ \\(fused steps in float\\), BLAS (oneDNN|OpenBLAS)"
                + " [\\d.]+, \\d+ threads"
            : "ND4J (\\S+ )?JCublasBackend on .+ \\(compute capability \\d+\\.\\d+, driver .+, BLAS"
                + " cuBLAS.*";
    assertTrue(told.matches(expected), told);
  }

  /** Stands for ND4J's CUDA backend. */
  private static final class FakeCard extends Nd4jBackend {
    @Override
    public boolean allowsOrder() {
      return false;
    }

    @Override
    public int getPriority() {
      return BACKEND_PRIORITY_GPU;
    }

    @Override
    public boolean isAvailable() {
      return true;
    }

    @Override
    public boolean canRun() {
      return true;
    }

    @Override
    public Resource getConfigurationResource() {
      throw new UnsupportedOperationException();
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class getNDArrayClass() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Environment getEnvironment() {
      return (Environment)
          Proxy.newProxyInstance(
              FakeCard.class.getClassLoader(),
              new Class<?>[] {Environment.class},
              (proxy, method, arguments) -> {
                assertEquals("isCPU", method.getName());
                return false;
              });
    }

    @Override
    public String buildInfo() {
      return "";
    }

    @Override
    public void logBackendInit() {}
  }
}
