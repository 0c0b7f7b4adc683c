package flowlab.kernel.api;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TimerTask;
import java.util.WeakHashMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a cell hands to a pool of threads says and stops where that cell does, however old the pool
 * is. The kernel turns such calls in cells into call sites that are linked here; not meant to be
 * called by hand.
 */
@SuppressWarnings("overloads") // the one that is called is chosen by its type, in link
public final class Tasks {
  private static final Set<Class<?>> KINDS =
      Set.of(
          Runnable.class,
          Callable.class,
          Supplier.class,
          Function.class,
          BiFunction.class,
          Consumer.class,
          BiConsumer.class,
          Collection.class,
          TimerTask.class);

  private static final String TIMER = "java.util.TimerThread";

  /**
   * Where the tasks of timers belong: they cannot be bound, as they are cancelled by themselves.
   */
  private static final Map<TimerTask, Runnable> TIMED =
      Collections.synchronizedMap(new WeakHashMap<>());

  private static volatile Supplier<Executor> place = () -> Runnable::run;
  private static volatile Supplier<Runnable> entry = () -> () -> {};

  private Tasks() {}

  /**
   * For the kernel.
   *
   * @param here what runs work, on the calling thread, as work of the cell that asks now
   * @param entering what makes all that the calling thread does from then on work of that cell
   */
  public static void connect(Supplier<Executor> here, Supplier<Runnable> entering) {
    place = here;
    entry = entering;
  }

  /** A method named run of a cell begins: on a timer's thread, as work of the cell that set it. */
  public static void begin(Object task) {
    if (!(task instanceof TimerTask timed)) return;
    if (!Thread.currentThread().getClass().getName().equals(TIMER)) return;
    Runnable entering = TIMED.get(timed);
    if (entering != null) entering.run();
  }

  /** Links a call: the method itself, with what is handed over bound to the cell first. */
  public static CallSite link(Lookup caller, String name, MethodType type, MethodHandle method)
      throws ReflectiveOperationException {
    MethodHandle call = method.asFixedArity();
    for (int i = 0; i < call.type().parameterCount(); i++) {
      Class<?> kind = call.type().parameterType(i);
      if (!KINDS.contains(kind)) continue;
      MethodHandle bind =
          MethodHandles.lookup().findStatic(Tasks.class, "of", MethodType.methodType(kind, kind));
      call = MethodHandles.filterArguments(call, i, bind);
    }
    return new ConstantCallSite(call.asType(type));
  }

  static Runnable of(Runnable task) {
    if (!isPlain(task)) return task;
    Executor here = place.get();
    return () -> here.execute(task);
  }

  static <T> Callable<T> of(Callable<T> task) {
    if (!isPlain(task)) return task;
    Executor here = place.get();
    return () -> in(here, task);
  }

  static <T> Supplier<T> of(Supplier<T> task) {
    if (!isPlain(task)) return task;
    Executor here = place.get();
    return () -> in(here, task::get);
  }

  static <A, T> Function<A, T> of(Function<A, T> task) {
    if (!isPlain(task)) return task;
    Executor here = place.get();
    return a -> in(here, () -> task.apply(a));
  }

  static <A, B, T> BiFunction<A, B, T> of(BiFunction<A, B, T> task) {
    if (!isPlain(task)) return task;
    Executor here = place.get();
    return (a, b) -> in(here, () -> task.apply(a, b));
  }

  static <A> Consumer<A> of(Consumer<A> task) {
    if (!isPlain(task)) return task;
    Executor here = place.get();
    return a -> here.execute(() -> task.accept(a));
  }

  static <A, B> BiConsumer<A, B> of(BiConsumer<A, B> task) {
    if (!isPlain(task)) return task;
    Executor here = place.get();
    return (a, b) -> here.execute(() -> task.accept(a, b));
  }

  static TimerTask of(TimerTask task) {
    if (task != null) TIMED.put(task, entry.get());
    return task;
  }

  static @Nullable Collection<?> of(@Nullable Collection<?> tasks) {
    if (tasks == null) return null;
    var bound = new ArrayList<Object>();
    for (Object task : tasks) bound.add(task instanceof Callable<?> c ? of(c) : task);
    return bound;
  }

  /** A queue may compare its tasks, and a future is known by itself: these stay as they are. */
  private static boolean isPlain(Object task) {
    return task != null && !(task instanceof Comparable) && !(task instanceof Future);
  }

  private static <T> T in(Executor here, Callable<T> task) {
    var result = new ArrayList<T>(1);
    here.execute(
        () -> {
          try {
            result.add(task.call());
          } catch (Exception e) {
            throw Tasks.<RuntimeException>same(e);
          }
        });
    return result.get(0);
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> E same(Throwable e) throws E {
    throw (E) e;
  }
}
