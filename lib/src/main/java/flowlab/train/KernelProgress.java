package flowlab.train;

import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;

/** The picture of a run that our kernel draws, found by its name: lib knows nothing of Jupyter. */
final class KernelProgress {
  private static final String PICTURE = "flowlab.kernel.api.StepPicture";
  private static final MethodType STEP =
      MethodType.methodType(void.class, int.class, int.class, double.class);

  private KernelProgress() {}

  static Optional<Progress> find() {
    try {
      Class<?> type = Class.forName(PICTURE, true, KernelProgress.class.getClassLoader());
      Object picture = type.getConstructor().newInstance();
      var step = MethodHandles.publicLookup().findVirtual(type, "step", STEP).bindTo(picture);
      return Optional.of(MethodHandleProxies.asInterfaceInstance(Progress.class, step));
    } catch (ReflectiveOperationException e) {
      return Optional.empty(); // another kernel, or none
    }
  }
}
