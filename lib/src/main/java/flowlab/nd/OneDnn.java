package flowlab.nd;

import static org.bytedeco.dnnl.global.dnnl.dnnl_sgemm;
import static org.bytedeco.dnnl.global.dnnl.dnnl_version;

import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * oneDNN, which writes its machine code for the processor and the shapes at hand: on AVX2 a seventh
 * (512 columns) to two thirds (64 columns) faster than OpenBLAS, and close to the processor's peak.
 *
 * <p>Only for Linux on x86-64. Elsewhere it has no such code (ARM), or splits its products over
 * threads of a runtime that is not ND4J's, where it cannot be told to keep to one.
 */
final class OneDnn implements Products {
  private static final byte AS_IT_IS = 'N';
  private static final byte TRANSPOSED = 'T';

  private final NativeOps threads;

  OneDnn() {
    Nd4j.getBackend(); // opens the library of the next line
    threads = NativeOpsHolder.getInstance().getDeviceNativeOps();
  }

  /** Whether this platform is right and the library loads. */
  static boolean runs() {
    return Loaded.YES;
  }

  /** Loads the library when first asked. */
  private static final class Loaded {
    static final boolean YES = load();

    private static boolean load() {
      try {
        return Loader.getPlatform().equals("linux-x86_64") && Loader.load(dnnl.class) != null;
      } catch (LinkageError | TypeNotPresentException missing) { // its jars may be left out
        return false;
      }
    }
  }

  @Override
  public void multiply(
      boolean turnA, Matrix a, boolean turnB, Matrix b, int m, int n, int k, float keep, Matrix c) {
    int status =
        dnnl_sgemm(
            turnA ? TRANSPOSED : AS_IT_IS,
            turnB ? TRANSPOSED : AS_IT_IS,
            m,
            n,
            k,
            1f,
            a.data(),
            a.stride(),
            b.data(),
            b.stride(),
            keep,
            c.data(),
            c.stride());
    if (status != 0) {
      throw new IllegalStateException(
          "oneDNN refused a product of %d x %d and %d x %d: status %d"
              .formatted(m, k, k, n, status));
    }
  }

  /** oneDNN asks OpenMP how many threads the calling one may have; so does ND4J, afterwards. */
  @Override
  public void alone(Runnable part) {
    int before = threads.ompGetMaxThreads();
    threads.setOmpNumThreads(1);
    try {
      part.run();
    } finally {
      threads.setOmpNumThreads(before);
    }
  }

  /** The library's name and version. */
  static String version() {
    dnnl_version_t version = dnnl_version();
    return "oneDNN %d.%d.%d".formatted(version.major(), version.minor(), version.patch());
  }
}
