package flowlab.nd;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.OPENBLAS_VERSION;
import static org.bytedeco.openblas.global.openblas_nolapack.blas_set_num_threads;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import org.nd4j.linalg.factory.Nd4j;

/** OpenBLAS, which ND4J brings, for every platform. */
final class OpenBlas implements Products {
  /**
   * One thread a call from here on. Takes a third of a millisecond and more, for the binding looks
   * the function up each time, so it is said when a net is opened and not with each step.
   */
  OpenBlas() {
    Nd4j.factory().blas(); // made at ND4J's first product if not now, and then it sets all threads
    blas_set_num_threads(1);
  }

  @Override
  public void multiply(
      boolean turnA, Matrix a, boolean turnB, Matrix b, int m, int n, int k, float keep, Matrix c) {
    cblas_sgemm(
        CblasRowMajor,
        turnA ? CblasTrans : CblasNoTrans,
        turnB ? CblasTrans : CblasNoTrans,
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
  }

  @Override
  public void alone(Runnable part) {
    part.run();
  }

  /** The library's name and version. */
  static String version() {
    return OPENBLAS_VERSION.trim();
  }
}
