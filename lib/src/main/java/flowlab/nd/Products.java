package flowlab.nd;

/**
 * The three matrix products of a dense layer, in float, each on the thread that calls it: the parts
 * of a step are what runs in parallel.
 */
interface Products {
  /** The fastest there are on this machine: {@link OneDnn}'s where it runs, else OpenBLAS's. */
  static Products fastest() {
    return OneDnn.runs() ? new OneDnn() : new OpenBlas();
  }

  /** The library that {@link #fastest} takes, and its version; opens nothing for work. */
  static String describe() {
    return OneDnn.runs() ? OneDnn.version() : OpenBlas.version();
  }

  /** z[n, out] = x[n, in] · w[in, out]. */
  default void times(int n, Matrix x, Matrix w, Matrix z) {
    multiply(false, x, false, w, n, z.width(), x.width(), 0f, z);
  }

  /** z[n, out] = x[n, in] · w[out, in]ᵀ. */
  default void timesTransposed(int n, Matrix x, Matrix w, Matrix z) {
    multiply(false, x, true, w, n, z.width(), x.width(), 0f, z);
  }

  /** w[out, in] = z[n, out]ᵀ · x[n, in] + keep · w. */
  default void transposedTimes(int n, Matrix z, Matrix x, float keep, Matrix w) {
    multiply(true, z, false, x, z.width(), x.width(), n, keep, w);
  }

  /** c[m, n] = a · b + keep · c, over k terms, with either factor transposed or as it is. */
  void multiply(
      boolean turnA, Matrix a, boolean turnB, Matrix b, int m, int n, int k, float keep, Matrix c);

  /**
   * Runs something whose products, and nothing else of the calling thread's, keep to the calling
   * thread.
   */
  void alone(Runnable part);
}
