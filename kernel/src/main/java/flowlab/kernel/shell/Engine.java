package flowlab.kernel.shell;

import flowlab.kernel.protocol.Reserve;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.SPIResolutionException;

/** Runs what JShell has compiled, in this virtual machine. */
final class Engine implements ExecutionControl {
  private static final int LONGEST_MESSAGE = 10_000;

  private final CellLoader loader;
  private final Wrappers wrappers;
  private final Interrupter interrupter;
  private final Places places = new Places();
  private Throwable thrown;

  Engine(CellLoader loader, Interrupter interrupter) {
    this.loader = loader;
    this.wrappers = new Wrappers(loader);
    this.interrupter = interrupter;
  }

  Places places() {
    return places;
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
    // its methods are the reader's code, too, and are stopped like it
    interrupter.enter();
    try {
      throw described(thrown, 0);
    } finally {
      interrupter.leave();
    }
  }

  /** Whatever the exception's own methods do, there is a description. */
  private static RunException described(Throwable e, int depth) {
    StackTraceElement[] frames = asked(e::getStackTrace, new StackTraceElement[0]);
    if (e instanceof SPIResolutionException unresolved) {
      return new ResolutionException(unresolved.id(), frames);
    }
    String message = asked(e::getMessage, null);
    var described =
        new UserException(message == null ? null : cut(message), e.getClass().getName(), frames);
    Throwable cause = asked(e::getCause, null);
    boolean deeper = cause != null && depth < 10; // causes may form a ring
    if (deeper) described.initCause(described(cause, depth + 1));
    return described;
  }

  /** What a method of the reader's exception answers; what it says where it throws itself. */
  private static <T> T asked(Supplier<T> method, T otherwise) {
    try {
      T answer = method.get();
      return answer == null ? otherwise : answer;
    } catch (Throwable thrown) {
      return otherwise;
    }
  }

  private static String cut(String message) {
    if (message.length() <= LONGEST_MESSAGE) return message;
    String all = String.format(Locale.ROOT, "%,d", message.length());
    return message.substring(0, LONGEST_MESSAGE) + "… (" + all + " characters in all)";
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
