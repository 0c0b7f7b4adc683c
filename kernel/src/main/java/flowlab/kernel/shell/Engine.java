package flowlab.kernel.shell;

import flowlab.kernel.base.Origin;
import flowlab.kernel.base.Reserve;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import jdk.jshell.spi.ExecutionControl;
import org.jspecify.annotations.Nullable;

/** Runs what JShell has compiled, in this virtual machine. */
final class Engine implements ExecutionControl {
  private final CellLoader loader;

  /** For JShell; what was really thrown is taken from here. */
  private static final UserException FAILED = new UserException("", "", new StackTraceElement[0]);

  private final Wrappers wrappers;
  private final Interrupter interrupter;
  private final Turn turn;
  private final Places places = new Places();
  private @Nullable Throwable thrown;
  private Origin reader = Origin.current();
  private boolean compilerFailed;

  Engine(CellLoader loader, Interrupter interrupter, Turn turn) {
    this.loader = loader;
    this.turn = turn;
    this.wrappers = new Wrappers(loader);
    this.interrupter = interrupter;
  }

  Places places() {
    return places;
  }

  Wrappers wrappers() {
    return wrappers;
  }

  /**
   * Lets the calling thread compile and run something. What is run belongs to the cell; the
   * compiler prints only when it fails itself, and that is for nobody.
   */
  <T> T during(Supplier<T> evaluation) {
    reader = Origin.current();
    compilerFailed = false;
    reader
        .into(
            new Origin.Sink() {
              @Override
              public boolean take(String type, Map<String, Object> content) {
                compilerFailed = true;
                return true;
              }

              @Override
              public boolean isEager() {
                return true;
              }
            })
        .enter();
    try {
      return evaluation.get();
    } finally {
      reader.enter();
    }
  }

  /** Whether the compiler itself failed at what was evaluated last. */
  boolean compilerFailed() {
    return compilerFailed;
  }

  /** What the last evaluation threw first, or null; taking it forgets it. */
  @Nullable Throwable takeThrown() {
    Throwable last = thrown;
    thrown = null;
    return last;
  }

  @Override
  public void load(ClassBytecodes[] classes) throws ClassInstallException {
    places.loaded(classes);
    wrappers.load(classes);
  }

  @Override
  public void redefine(ClassBytecodes[] classes) throws ClassInstallException {
    wrappers.redefine(classes);
  }

  /**
   * Runs a snippet. The value is not returned as text, which would print every element of an array;
   * it is in the variable, or in {@link flowlab.kernel.api.Hooks}.
   */
  @Override
  public String invoke(String className, String methodName) throws RunException, InternalException {
    if (thrown != null) throw FAILED; // the second variable of one declaration
    places.begins(className);
    Method method;
    try {
      method = wrappers.code(className).getDeclaredMethod(methodName);
      method.setAccessible(true);
    } catch (ReflectiveOperationException e) {
      throw new InternalException("no code for " + className + ": " + e);
    }
    Throwable met = run(method);
    if (met == null) return "";
    thrown = met;
    throw FAILED;
  }

  /** Runs the reader's code while others may compile; what it threw, or null. */
  private @Nullable Throwable run(Method method) {
    Origin compiler = Origin.current();
    Origin mine = reader;
    Runnable evaluating = places.evaluating();
    int turns = turn.leave();
    interrupter.enter();
    mine.enter();
    try {
      method.invoke(null);
      return null;
    } catch (Throwable e) {
      Throwable met = e instanceof InvocationTargetException ? e.getCause() : e;
      if (met instanceof OutOfMemoryError) Reserve.release(); // before anything needs memory
      return met;
    } finally {
      compiler.enter();
      interrupter.leave();
      turn.resume(turns);
      reader = mine;
      thrown = null; // another's
      compilerFailed = false;
      evaluating.run();
    }
  }

  @Override
  public String varValue(String className, String variable) {
    return "";
  }

  @Override
  public void addToClasspath(String path) throws InternalException {
    try {
      for (String entry : path.split(java.io.File.pathSeparator)) {
        loader.addURL(Path.of(entry).toUri().toURL());
      }
    } catch (MalformedURLException e) {
      throw new InternalException("not a path: " + path);
    }
  }

  @Override
  public void stop() {
    interrupter.request("", stuck -> {});
  }

  @Override
  public Object extensionCommand(String command, Object argument) throws InternalException {
    throw new InternalException("no such command: " + command);
  }

  @Override
  public void close() {}
}
