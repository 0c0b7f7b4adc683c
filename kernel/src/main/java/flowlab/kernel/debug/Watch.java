package flowlab.kernel.debug;

import flowlab.kernel.base.Log;
import flowlab.kernel.shell.Agent;
import flowlab.kernel.shell.Shell;
import java.lang.instrument.Instrumentation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** All that the debugger has put into cells, from its start to its end. */
final class Watch {
  private final Shell shell;
  private final CellSources sources;
  private final Instrumentation instrumentation;
  private final LocalVariables locals = new LocalVariables();
  private final Breakpoints breakpoints = new Breakpoints(this::place);
  private final LineWeaver weaver;

  private Watch(Shell shell, CellSources sources, Instrumentation instrumentation) {
    this.shell = shell;
    this.sources = sources;
    this.instrumentation = instrumentation;
    weaver = new LineWeaver(shell.classLoader(), breakpoints::number, this::isOne, locals);
  }

  /** Weaves the lines of all cells, those that have run and those to come. */
  static Watch begin(Shell shell, CellSources sources) {
    Instrumentation instrumentation =
        Agent.instrumentation()
            .orElseThrow(
                () ->
                    new IllegalArgumentException("this virtual machine lets nothing be debugged"));
    var watch = new Watch(shell, sources, instrumentation);
    instrumentation.addTransformer(watch.weaver, true);
    watch.weaveAgain();
    shell.onMoved(watch.breakpoints::look);
    return watch;
  }

  /** Takes everything out again. */
  void end() {
    shell.onMoved(() -> {});
    breakpoints.clear();
    instrumentation.removeTransformer(weaver);
    weaveAgain();
    locals.clear();
  }

  /** Whether lines tell of what they throw. */
  void guards(boolean wanted) {
    if (weaver.guards(wanted)) weaveAgain();
  }

  /** Whether one of the reader's methods that called the innermost one catches this. */
  boolean isCaught(Throwable thrown, List<HeldFrame> frames) {
    return frames.stream()
        .skip(1)
        .flatMap(f -> locals.caughtAt(f.at().getClassName(), f.method(), f.instruction()).stream())
        .anyMatch(type -> isOf(thrown, type));
  }

  private boolean isOf(Throwable thrown, String type) {
    try {
      return Class.forName(type, false, shell.classLoader()).isInstance(thrown);
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  private void weaveAgain() {
    Class<?>[] cells =
        Arrays.stream(instrumentation.getAllLoadedClasses())
            .filter(type -> type.getClassLoader() == shell.classLoader())
            .filter(type -> LineWeaver.isCells(type.getName()))
            .filter(instrumentation::isModifiableClass)
            .toArray(Class<?>[]::new);
    if (cells.length == 0) return;
    try {
      instrumentation.retransformClasses(cells);
    } catch (Exception | LinkageError e) {
      Log.problem("some cells stay as they are", e);
    }
  }

  Breakpoints breakpoints() {
    return breakpoints;
  }

  /** Where a line of a class stands. */
  Optional<Breakpoints.Source> place(StackTraceElement frame) {
    return shell
        .lineOf(frame)
        .flatMap(
            at ->
                sources
                    .path(at.text().cell())
                    .map(path -> new Breakpoints.Source(path, at.line())));
  }

  private boolean isOne(CodeLine before, CodeLine line) {
    Optional<Breakpoints.Source> place = place(line.frame());
    return before.line() != line.line() && place.isPresent() && place.equals(place(before.frame()));
  }

  /** The reader's frames of the calling thread. */
  List<HeldFrame> frames() {
    return HeldFrame.ofThisThread(frame -> place(frame).isPresent(), locals);
  }
}
