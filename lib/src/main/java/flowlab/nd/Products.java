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

  /** z[n, out] = x[n, in] · w[in, out]. */
  void times(int n, Matrix x, Matrix w, Matrix z);

  /** z[n, out] = x[n, in] · w[out, in]ᵀ. */
  void timesTransposed(int n, Matrix x, Matrix w, Matrix z);

  /** w[out, in] = z[n, out]ᵀ · x[n, in] + keep · w. */
  void transposedTimes(int n, Matrix z, Matrix x, float keep, Matrix w);

  /**
   * Runs something whose products, and nothing else of the calling thread's, keep to the calling
   * thread.
   */
  void alone(Runnable part);

  /** The library and its version. */
  String describe();
}
