package flowlab.kernel.shell;

import flowlab.kernel.base.Origin;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** A JShell that evaluates cells, and what else the kernel asks of it. */
public final class Shell implements AutoCloseable {
  private final CellLoader loader = new CellLoader();
  private final Interrupter interrupter = new Interrupter();
  private final Turn turn = new Turn();
  private final Engine engine = new Engine(loader, interrupter, turn);
  private final JShell jshell;
  private final SourceCodeAnalysis analysis;
  private final Reader reader = new Reader();
  private final Values values;
  private final Leftovers leftovers;
  private final Errors errors;
  private final Evaluation.Tools tools;
  private final Sources sources;
  private Consumer<String> notes = note -> {};

  public Shell() {
    CommonPool.sees(loader);
    jshell =
        JShell.builder()
            .executionEngine(new Provider(engine), Map.of())
            .compilerOptions(compilerOptions())
            .build();
    jshell.eval(Evaluation.IMPORT);
    analysis = jshell.sourceCodeAnalysis();
    values = new Values(jshell, analysis, engine.wrappers());
    leftovers = new Leftovers(jshell, values::wrapper);
    sources = new Sources(analysis);
    errors = new Errors(engine.places(), values::named, this::lacks);
    tools =
        new Evaluation.Tools(
            jshell, engine, interrupter, values, errors, note -> notes.accept(note));
  }

  /** Incubating modules that the virtual machine was started with are for the compiler, too. */
  private static String[] compilerOptions() {
    var options = new ArrayList<>(List.of("-Xlint:none", "-proc:none", "-g"));
    ModuleLayer.boot().modules().stream()
        .map(Module::getName)
        .filter(name -> name.startsWith("jdk.incubator."))
        .forEach(name -> options.add("--add-modules=" + name));
    return options.toArray(String[]::new);
  }

  /** Where remarks go, such as that a variable lost its value. */
  public void onNote(Consumer<String> notes) {
    this.notes = notes;
  }

  /** Runs text of a cell. */
  public Outcome evaluate(CellText cell) {
    Thread.currentThread().setContextClassLoader(loader);
    return turn.with(
        () -> {
          try {
            return new Evaluation(cell, tools).run(reader.read(cell.text()));
          } finally {
            leftovers.clear();
          }
        });
  }

  /** How many classes the compiler is offered. */
  int compiledClasses() {
    return leftovers.size();
  }

  /** Does what asks JShell or its analysis for something, while no cell is compiled. */
  public <T> T exclusively(Supplier<T> work) {
    return turn.with(work);
  }

  /** What text of a cell consists of. */
  Reading read(String text) {
    return reader.read(text);
  }

  /** The lines of a cell's Java, from 1, on which the compiler begins a line of code. */
  public NavigableSet<Integer> linesOfCode(String java) {
    return turn.with(() -> reader.linesOfCode(java));
  }

  /** What the declaration that a frame stands in lacks. */
  private Optional<String> lacks(StackTraceElement frame) {
    return jshell
        .snippets()
        .filter(snippet -> snippet instanceof DeclarationSnippet)
        .map(snippet -> (DeclarationSnippet) snippet)
        .filter(snippet -> frame.getClassName().startsWith(values.wrapper(snippet)))
        .map(this::lacks)
        .findFirst();
  }

  private String lacks(DeclarationSnippet snippet) {
    String names = String.join(", ", jshell.unresolvedDependencies(snippet).toList());
    return names.isEmpty()
        ? snippet.name() + " no longer fits what it uses; run the cell that declares it again"
        : snippet.name() + " needs " + names + ", which does not exist";
  }

  /** Marks the cell that a stop request means, from here to {@link #end}. */
  public void begin(Origin origin) {
    interrupter.begin(origin);
  }

  public void end() {
    interrupter.end();
  }

  /**
   * Stops the running cell; if that was asked before, tells where it is stuck.
   *
   * @param subshell whose; empty for the main shell, or for all others where nothing runs in that
   */
  public void interrupt(String subshell, Consumer<String> stuck) {
    interrupter.request(subshell, stuck);
  }

  /** Stops what runs since {@link #begin} for this request. */
  public void stop(Origin request) {
    interrupter.stop(request);
  }

  /** Runs the kernel's own work as if it were the reader's code: it can be interrupted. */
  public void enter() {
    interrupter.enter();
  }

  public void leave() {
    interrupter.leave();
  }

  public boolean isStop(Throwable thrown) {
    return interrupter.isStop(thrown);
  }

  /** What was thrown outside a cell by the reader's code, said as if a cell had thrown it. */
  public Outcome.Failure describe(Throwable e) {
    return turn.with(() -> errors.thrown(e, isStop(e)));
  }

  /** The cell and line that a frame stands in, and the source there. */
  public Optional<String> place(StackTraceElement frame) {
    return engine
        .places()
        .of(frame)
        .map(at -> Ansi.where(at.where()) + "\n" + Ansi.source(at.line(), at.source()));
  }

  /** The line of a cell that a frame stands in. */
  public Optional<Places.Place> lineOf(StackTraceElement frame) {
    return engine.places().of(frame);
  }

  /** What happens when lines of earlier cells may have come to stand elsewhere. */
  public void onMoved(Runnable moved) {
    engine.places().onMoved(moved);
  }

  public ClassLoader classLoader() {
    return loader;
  }

  public SourceCodeAnalysis analysis() {
    return analysis;
  }

  /** Where Javadoc is read from. */
  public Sources sources() {
    return sources;
  }

  /** Makes the classes of jars and folders visible to cells, for good. */
  public void addToClasspath(List<Path> paths) {
    if (paths.isEmpty()) return;
    // all at once: the compiler starts afresh each time
    String all = paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    turn.with(
        () -> {
          jshell.addToClasspath(all);
          return null;
        });
    sources.loaded(paths);
  }

  /** Lets cells see some packages of another loader, which these jars are compiled against. */
  public void share(ClassLoader from, List<Path> jars, String... packages) {
    loader.share(from, packages);
    addToClasspath(jars);
  }

  /** The declared variables and what they hold. */
  public Map<VarSnippet, Object> variables() {
    return turn.with(values::all);
  }

  @Override
  public void close() {
    jshell.close();
  }

  private record Provider(Engine engine) implements ExecutionControlProvider {
    @Override
    public String name() {
      return "flowlab";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
      return engine;
    }
  }
}
