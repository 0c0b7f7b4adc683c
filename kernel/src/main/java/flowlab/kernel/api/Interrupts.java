package flowlab.kernel.api;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;

/**
 * The check that lets a running cell be stopped. The kernel weaves a call of {@link #check} into
 * every loop and method of a cell. Until somebody presses stop the call is of an empty method that
 * the compiler folds to nothing; to stop, the call site's target is swapped, which makes the
 * virtual machine throw away the compiled loops and look again.
 */
public final class Interrupts {
  private static final MutableCallSite SITE = new MutableCallSite(nothing());
  private static final MethodHandle CHECK = SITE.dynamicInvoker();
  private static final Runnable NOTHING = () -> {};
  private static volatile Runnable armed = NOTHING;

  private Interrupts() {}

  /** Returns at once, or throws if this cell is to stop. */
  public static void check() {
    try {
      CHECK.invokeExact();
    } catch (Throwable e) {
      throw Interrupts.<RuntimeException>same(e);
    }
  }

  /** From now on each check runs this. For the kernel. */
  public static void arm(Runnable onCheck) {
    armed = onCheck;
    target(armedHandle());
  }

  /** From now on checks are free again. For the kernel. */
  public static void disarm() {
    if (armed == NOTHING) return; // to set the target throws compiled loops away
    target(nothing());
    armed = NOTHING;
  }

  private static void target(MethodHandle handle) {
    SITE.setTarget(handle);
    MutableCallSite.syncAll(new MutableCallSite[] {SITE});
  }

  private static void runArmed() {
    armed.run();
  }

  private static MethodHandle nothing() {
    return MethodHandles.empty(MethodType.methodType(void.class));
  }

  private static MethodHandle armedHandle() {
    try {
      return MethodHandles.lookup()
          .findStatic(Interrupts.class, "runArmed", MethodType.methodType(void.class));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> E same(Throwable e) throws E {
    throw (E) e;
  }
}
