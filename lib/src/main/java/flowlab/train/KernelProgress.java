package flowlab.train;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.Optional;

/** The progress display of our kernel, found by its name: lib knows nothing of Jupyter. */
final class KernelProgress implements Progress {
  private static final String DISPLAY = "flowlab.kernel.api.ProgressDisplay";
  private static final MethodType UPDATE =
      MethodType.methodType(void.class, int.class, int.class, Map.class);

  private final MethodHandle update;

  private KernelProgress(MethodHandle update) {
    this.update = update;
  }

  static Optional<Progress> find() {
    try {
      Class<?> type = Class.forName(DISPLAY, true, KernelProgress.class.getClassLoader());
      Object display = type.getConstructor().newInstance();
      MethodHandle update = MethodHandles.publicLookup().findVirtual(type, "update", UPDATE);
      return Optional.of(new KernelProgress(update.bindTo(display)));
    } catch (ReflectiveOperationException e) {
      return Optional.empty(); // another kernel, or none
    }
  }

  @Override
  public void step(int done, int total, double loss) {
    try {
      update.invoke(done, total, Map.of("loss", loss));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
