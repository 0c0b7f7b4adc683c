package flowlab.nd;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.Loader;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.factory.Nd4jBackend;

/**
 * The ND4J backend that runs, chosen by {@code FLOWLAB_BACKEND} ({@code cpu}, which is meant where
 * nothing is said, {@code cuda} or {@code auto}) and made ready once for every class loader
 * situation a notebook has.
 *
 * <p>Models and trainers see {@link DenseNet} alone, so a second way to a card (cuBLAS and NVRTC
 * through JavaCPP's bindings, for cards newer than ND4J's build knows) has three places to come in:
 * a {@code DenseNet} that keeps its state on the card, a line in {@link DenseNet#open}, and its own
 * table of what it runs on beside {@link CudaBuild}. It can live with ND4J's backend for the
 * processor, from which {@link NetState} takes the parameters and to which it brings them back; it
 * then needs none of ND4J's CUDA jars.
 */
public final class Backend {
  private static final String SLF4J_VERBOSITY = "slf4j.internal.verbosity";
  private static final BackendChoice.Outcome OUTCOME;

  static {
    if (System.getProperty(SLF4J_VERBOSITY) == null) {
      // SLF4J would warn where the user of this library has chosen no binding.
      System.setProperty(SLF4J_VERBOSITY, "ERROR");
    }
    // ND4J looks for its backend with the thread's context loader, which in a notebook kernel is
    // not the loader of the notebook's jars. Tell it where this library, and so ND4J, was loaded.
    ClassLoader ours = Backend.class.getClassLoader();
    BackendChoice.Outcome outcome = outcome(OneBackend.hasCuda(ours));
    boolean fallBack = outcome.cuda() && outcome.choice() == BackendChoice.AUTO;
    ND4JClassLoading.setNd4jClassloader(fallBack ? ours : new OneBackend(ours, outcome.cuda()));
    // Its advice to install another build for this processor is for readers of logs.
    System.setProperty("org.nd4j.log.initialization", "false");
    OUTCOME = outcome.cuda() ? loaded(outcome) : outcome;
    if (!OUTCOME.why().isEmpty() && !OUTCOME.failed()) System.out.println(OUTCOME.why());
  }

  private Backend() {}

  /** Does nothing but run this class's set-up; called by what touches ND4J first. */
  static void prepare() {}

  /**
   * Before arrays are made: nothing is computed on the processor where CUDA was insisted on.
   *
   * @throws IllegalStateException that says in one sentence what CUDA lacks here
   */
  static void require() {
    if (OUTCOME.failed()) throw new IllegalStateException(OUTCOME.why());
  }

  private static BackendChoice.Outcome outcome(boolean jars) {
    try {
      return BackendChoice.of(System.getenv()).here(jars);
    } catch (IllegalArgumentException word) {
      return new BackendChoice.Outcome(
          BackendChoice.CUDA, List.of(), String.valueOf(word.getMessage()));
    }
  }

  /** The card can and the jars are there; what is left to go wrong is loading them. */
  private static BackendChoice.Outcome loaded(BackendChoice.Outcome outcome) {
    BackendChoice asked = outcome.choice();
    PrintStream err = System.err;
    var printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed)); // the trace of what does not load
    try {
      if (!onCpu(Nd4j.getBackend())) return outcome;
    } catch (Throwable failure) {
      asked = BackendChoice.CUDA; // there is no ND4J to go on with in this process
      failure.printStackTrace();
    } finally {
      System.setErr(err);
    }
    String first = printed.toString().lines().findFirst().orElse("no reason given");
    return asked.without("its libraries did not load (%s)".formatted(first));
  }

  /** True where arrays live in this process's memory and OpenBLAS works on them. */
  static boolean onCpu() {
    require();
    return onCpu(Nd4j.getBackend());
  }

  static boolean onCpu(Nd4jBackend backend) {
    return backend.getEnvironment().isCPU();
  }

  /**
   * Which backend runs, on what, with which BLAS and how many threads, in one line.
   *
   * @throws IllegalStateException if CUDA was asked for and cannot run, with what is missing
   */
  public static String describe() {
    require();
    String version = Nd4j.class.getPackage().getImplementationVersion();
    String name = Nd4j.getBackend().getClass().getSimpleName();
    String cards = OUTCOME.cards().stream().map(Gpu::toString).collect(Collectors.joining(", "));
    return "ND4J %s%s on %s (%s), BLAS %s, %d threads"
        .formatted(
            version == null ? "" : version + " ",
            name,
            onCpu() ? Loader.getPlatform() : cards,
            onCpu() ? "fused steps in float" : "plain steps on the device",
            onCpu() ? Products.describe() : CudaBuild.BLAS,
            Workers.available());
  }

  /** Prints {@link #describe()}: what {@code flowlab doctor} asks. */
  public static void main(String[] arguments) {
    try {
      System.out.println(describe());
    } catch (IllegalStateException unusable) {
      System.out.println(unusable.getMessage());
    }
  }
}
