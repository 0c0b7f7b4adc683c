package flowlab.kernel.shell;

import flowlab.kernel.protocol.Reserve;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.nio.file.Path;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.SPIResolutionException;

/** Runs what JShell has compiled, in this virtual machine. */
final class Engine implements ExecutionControl {
  private final CellLoader loader;
  private final Wrappers wrappers;
  private final Interrupter interrupter;
  private Throwable thrown;

  Engine(CellLoader loader, Interrupter interrupter) {
    this.loader = loader;
    this.wrappers = new Wrappers(loader);
    this.interrupter = interrupter;
  }

  Wrappers wrappers() {
    return wrappers;
  }

  /** The real exception of the last snippet, which JShell only describes; taking it forgets it. */
  Throwable takeThrown() {
    Throwable last = thrown;
    thrown = null;
    return last;
  }

  @Override
  public void load(ClassBytecodes[] classes) throws ClassInstallException {
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
    Method method;
    try {
      method = wrappers.code(className).getDeclaredMethod(methodName);
      method.setAccessible(true);
    } catch (ReflectiveOperationException e) {
      throw new InternalException("no code for " + className + ": " + e);
    }
    interrupter.enter();
    try {
      method.invoke(null);
      return "";
    } catch (Throwable e) {
      thrown = e instanceof InvocationTargetException ? e.getCause() : e;
      if (thrown instanceof OutOfMemoryError)
        Reserve.release(); // before anything else needs memory
    } finally {
      interrupter.leave();
    }
    throw described(thrown, 0);
  }

  private static RunException described(Throwable e, int depth) {
    if (e instanceof SPIResolutionException unresolved) {
      return new ResolutionException(unresolved.id(), e.getStackTrace());
    }
    var described = new UserException(e.getMessage(), e.getClass().getName(), e.getStackTrace());
    boolean deeper = e.getCause() != null && depth < 10; // causes may form a ring
    if (deeper) described.initCause(described(e.getCause(), depth + 1));
    return described;
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
    interrupter.request(stuck -> {});
  }

  @Override
  public Object extensionCommand(String command, Object argument) throws InternalException {
    throw new InternalException("no such command: " + command);
  }

  @Override
  public void close() {}
}
