package flowlab.nd;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.OPENBLAS_VERSION;
import static org.bytedeco.openblas.global.openblas_nolapack.blas_set_num_threads;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.factory.Nd4j;

/** The three matrix products of a dense layer, row-major, in single precision. */
final class Blas {
  private Blas() {}

  /**
   * One thread a call from here on: the parts of a step are what runs in parallel. Takes a third of
   * a millisecond and more, for the binding looks the function up each time, so it is said when a
   * net is opened and not with each step.
   */
  static void singleThreaded() {
    Nd4j.factory().blas(); // made at ND4J's first product if not now, and then it sets all threads
    blas_set_num_threads(1);
  }

  /** The BLAS whose bindings are loaded: its name and version. */
  static String describe() {
    return OPENBLAS_VERSION.trim();
  }

  /** z[n, out] = x[n, in] · W[out, in]ᵀ. */
  static void forward(int n, int in, int out, FloatPointer x, FloatPointer w, FloatPointer z) {
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, n, out, in, 1f, x, in, w, in, 0f, z, out);
  }

  /** dx[n, in] = dz[n, out] · W[out, in]. */
  static void backward(int n, int in, int out, FloatPointer dz, FloatPointer w, FloatPointer dx) {
    cblas_sgemm(
        CblasRowMajor, CblasNoTrans, CblasNoTrans, n, in, out, 1f, dz, out, w, in, 0f, dx, in);
  }

  /** dW[out, in] = dz[n, out]ᵀ · x[n, in] + keep · dW. */
  static void weights(
      int n, int in, int out, FloatPointer dz, FloatPointer x, FloatPointer dw, float keep) {
    cblas_sgemm(
        CblasRowMajor, CblasTrans, CblasNoTrans, out, in, n, 1f, dz, out, x, in, keep, dw, in);
  }
}
