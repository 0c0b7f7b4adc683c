package io.github.spencerpark.ijava;

/** IJava's way to its kernel, for notebooks and libraries that were written for it. */
public final class IJava {
  private static volatile JavaKernel kernel;

  private IJava() {}

  /** For the adapter, once. */
  public static void set(JavaKernel host) {
    kernel = host;
  }

  public static JavaKernel getKernelInstance() {
    return kernel;
  }
}
