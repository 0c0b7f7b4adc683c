package flowlab.kernel.api;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.function.BiFunction;
import java.util.function.IntFunction;

/**
 * Where the debugger looks on. While it is started, the kernel weaves a call of {@link #at} into
 * every line of a cell, and after it one of {@code set} for each local variable that the line
 * knows. As long as there is nothing to wait for the first is of a method that gives null, which
 * the compiler folds away with all that follows. Not meant to be called by hand.
 */
public final class Lines {
  private static final MutableCallSite SITE = new MutableCallSite(nothing());
  private static final MethodHandle AT = SITE.dynamicInvoker();
  private static final ThreadLocal<Object[]> LENT = new ThreadLocal<>();
  private static volatile IntFunction<Object[]> watcher = line -> null;
  private static volatile BiFunction<Throwable, Integer, Object[]> catcher = (e, line) -> null;

  private Lines() {}

  /**
   * A line begins.
   *
   * @return what the local variables are to become, by their slots; null where all stay as they are
   */
  public static Object[] at(int line) {
    try {
      return (Object[]) AT.invokeExact(line);
    } catch (Throwable e) {
      throw Lines.<RuntimeException>same(e);
    }
  }

  /**
   * A line has thrown what its method does not catch.
   *
   * @return as {@link #at}
   */
  public static Object[] thrown(Throwable thrown, int line) {
    return catcher.apply(thrown, line);
  }

  /** What is asked of each such exception. For the kernel. */
  public static void onThrown(BiFunction<Throwable, Integer, Object[]> onThrown) {
    catcher = onThrown;
  }

  /** From now on each line asks this. For the kernel. */
  public static void watch(IntFunction<Object[]> onLine) {
    watcher = onLine;
    target(asking());
  }

  /** From now on lines are free again. For the kernel. */
  public static void unwatch() {
    target(nothing());
    watcher = line -> null;
  }

  public static int set(Object[] to, int slot, int value) {
    return to != null && to[slot] instanceof Number other ? other.intValue() : value;
  }

  public static long set(Object[] to, int slot, long value) {
    return to != null && to[slot] instanceof Long other ? other : value;
  }

  public static float set(Object[] to, int slot, float value) {
    return to != null && to[slot] instanceof Float other ? other : value;
  }

  public static double set(Object[] to, int slot, double value) {
    return to != null && to[slot] instanceof Double other ? other : value;
  }

  /** A reference that changes is in an array of its own, because it may become null. */
  public static Object set(Object[] to, int slot, Object value) {
    return to != null && to[slot] instanceof Object[] other ? other[0] : value;
  }

  /** Values for what the debugger compiles, on the calling thread. For the kernel. */
  public static void lend(Object[] values) {
    LENT.set(values);
  }

  public static Object[] lent() {
    return LENT.get();
  }

  private static Object[] ask(int line) {
    return watcher.apply(line);
  }

  private static void target(MethodHandle handle) {
    SITE.setTarget(handle);
    MutableCallSite.syncAll(new MutableCallSite[] {SITE});
  }

  private static MethodHandle nothing() {
    return MethodHandles.dropArguments(MethodHandles.constant(Object[].class, null), 0, int.class);
  }

  private static MethodHandle asking() {
    try {
      return MethodHandles.lookup()
          .findStatic(Lines.class, "ask", MethodType.methodType(Object[].class, int.class));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> E same(Throwable e) throws E {
    throw (E) e;
  }
}
