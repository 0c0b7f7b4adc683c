package flowlab.kernel.jjava;

import org.dflib.jjava.jupyter.kernel.BaseKernel;

/** What extensions' snippets call without a name before it. */
public final class KernelInstance {
  @SuppressWarnings("NullAway.Init") // set before the first of them runs
  private static volatile BaseKernel kernel;

  private KernelInstance() {}

  static void set(BaseKernel host) {
    kernel = host;
  }

  public static BaseKernel getKernelInstance() {
    return kernel;
  }
}
