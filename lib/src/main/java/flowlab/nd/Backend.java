package flowlab.nd;

import org.bytedeco.javacpp.Loader;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4j;

/** The ND4J backend that runs, made ready once for every class loader situation a notebook has. */
public final class Backend {
  static {
    // ND4J looks for its backend with the thread's context loader, which in a notebook kernel is
    // not the loader of the notebook's jars. Tell it where this library, and so ND4J, was loaded.
    ND4JClassLoading.setNd4jClassloaderFromClass(Backend.class);
    // Its advice to install another build for this processor is for readers of logs.
    System.setProperty("org.nd4j.log.initialization", "false");
  }

  private Backend() {}

  /** True where arrays live in this process's memory and OpenBLAS works on them. */
  static boolean onCpu() {
    return Nd4j.getBackend().getClass().getSimpleName().toLowerCase().contains("cpu");
  }

  /** Does nothing but run this class's set-up; called by what touches ND4J first. */
  static void prepare() {}

  /** Which backend runs, on what, with which BLAS and how many threads, in one line. */
  public static String describe() {
    String version = Nd4j.class.getPackage().getImplementationVersion();
    return "ND4J %s%s on %s (%s), BLAS %s, %d threads"
        .formatted(
            version == null ? "" : version + " ",
            Nd4j.getBackend().getClass().getSimpleName(),
            Loader.getPlatform(),
            onCpu() ? "fused steps in float" : "plain steps on the device",
            onCpu() ? Blas.describe() : "of the device",
            Workers.available());
  }

  /** Prints {@link #describe()}: what {@code flowlab doctor} asks. */
  public static void main(String[] args) {
    System.out.println(describe());
  }
}
