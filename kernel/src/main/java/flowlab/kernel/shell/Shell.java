package flowlab.kernel.shell;

import flowlab.kernel.api.Hooks;
import flowlab.kernel.protocol.Origin;
import java.io.File;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/**
 * A JShell that evaluates cells. Statements and expressions that follow each other are compiled
 * together as one block, which costs half of what JShell takes for a single expression and leaves
 * none of its {@code $1} variables behind; declarations are evaluated one by one.
 */
public final class Shell implements AutoCloseable {
  private static final String VALUE = "$value$";

  private final CellLoader loader = new CellLoader();
  private final Interrupter interrupter = new Interrupter();
  private final Engine engine = new Engine(loader, interrupter);
  private final JShell jshell;
  private final SourceCodeAnalysis analysis;
  private final Errors errors;
  private final Sources sources;
  private final Map<String, CellText> texts = new HashMap<>();
  private Consumer<String> notes = note -> {};

  public Shell() {
    jshell =
        JShell.builder()
            .executionEngine(new Provider(engine), Map.of())
            .compilerOptions("-Xlint:none", "-proc:none")
            .build();
    analysis = jshell.sourceCodeAnalysis();
    errors = new Errors(jshell, texts);
    sources = new Sources(analysis);
  }

  /** Where remarks go, such as that a variable lost its value. */
  public void onNote(Consumer<String> notes) {
    this.notes = notes;
  }

  /** Runs text of a cell. */
  public Outcome evaluate(CellText cell) {
    Thread.currentThread().setContextClassLoader(loader);
    List<Piece> pieces = Piece.split(cell.text(), analysis);
    Run run = new Run(cell);
    for (int i = 0; i < pieces.size() && run.failure == null; ) {
      int j = i;
      while (j < pieces.size() && joins(pieces.get(j))) j++;
      if (j == i) run.declare(pieces.get(i++));
      else {
        run.block(pieces.subList(i, j), j == pieces.size());
        i = j;
      }
      if (run.failure == null && interrupter.armed()) run.failure = errors.stopped(cell);
    }
    return run.outcome();
  }

  private static boolean joins(Piece piece) {
    return piece.kind() == Piece.Kind.STATEMENT || piece.kind() == Piece.Kind.EXPRESSION;
  }

  /** Marks the cell that a stop request means, from here to {@link #end}. */
  public void begin(Origin origin) {
    interrupter.begin(origin);
  }

  public void end() {
    interrupter.end();
  }

  /** Stops the running cell; if that was asked before, tells where it is stuck. */
  public void interrupt(Consumer<String> stuck) {
    interrupter.request(stuck);
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
    Hooks.failWith(e);
    Outcome outcome = evaluate(new CellText(0, 1, "flowlab.kernel.api.Hooks.fail();"));
    return (Outcome.Failure) outcome;
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
    jshell.addToClasspath(
        paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    sources.loaded(paths);
  }

  /** The declared variables and what they hold. */
  public Map<VarSnippet, Object> variables() {
    var values = new LinkedHashMap<VarSnippet, Object>();
    jshell
        .variables()
        .filter(v -> !v.name().startsWith("$"))
        .forEach(v -> values.put(v, valueOf(v, v.name()).orElse(null)));
    return values;
  }

  private Optional<Object> valueOf(Snippet snippet, String name) {
    return field(snippet, name)
        .map(
            field -> {
              try {
                return field.get(null);
              } catch (IllegalAccessException e) {
                return null;
              }
            });
  }

  private Optional<Field> field(Snippet snippet, String name) {
    return engine.wrappers().field(analysis.wrapper(snippet).fullClassName(), name);
  }

  @Override
  public void close() {
    jshell.close();
  }

  /** One evaluation of one cell. */
  private final class Run {
    final CellText cell;
    final Map<Snippet, CellText> unresolved = new LinkedHashMap<>();
    Outcome.Failure failure;
    boolean hasValue;
    Object value;

    Run(CellText cell) {
      this.cell = cell;
    }

    Outcome outcome() {
      if (failure == null) failure = firstUndefined();
      if (failure != null) return failure;
      return hasValue ? new Outcome.Value(value) : new Outcome.Nothing();
    }

    /** Tries pieces as one block; what does not compile is tried piece by piece. */
    void block(List<Piece> pieces, boolean last) {
      Piece end = pieces.get(pieces.size() - 1);
      boolean maybeValue = last && end.kind() == Piece.Kind.EXPRESSION;
      var blocks = new ArrayList<String>();
      blocks.add(joined(pieces, false));
      // A statement with its semicolon stays quiet where Java knows it as a statement.
      if (maybeValue) blocks.add(end.endsWithSemicolon() ? 1 : 0, joined(pieces, true));
      for (String block : blocks) if (ran(block, pieces.get(0).start())) return;
      if (pieces.size() == 1) {
        declare(end);
        return;
      }
      for (int i = 0; i < pieces.size() && failure == null; i++) {
        block(pieces.subList(i, i + 1), last && i == pieces.size() - 1);
      }
    }

    private String joined(List<Piece> pieces, boolean withValue) {
      var text = new StringBuilder("{ ");
      int last = pieces.size() - 1;
      for (int i = 0; i <= last; i++) {
        Piece piece = pieces.get(i);
        if (i > 0) text.append(cell.text(), pieces.get(i - 1).end(), piece.start());
        if (i == last && withValue) {
          text.append("var ").append(VALUE).append(" = ").append(piece.asExpression());
          text.append("; flowlab.kernel.api.Hooks.result(").append(VALUE).append(");");
        } else {
          text.append(piece.asStatement());
        }
      }
      return text.append(" }").toString();
    }

    /** Evaluates a block and says whether it compiled. */
    private boolean ran(String block, int start) {
      List<SnippetEvent> events = jshell.eval(block);
      SnippetEvent event = events.get(0);
      if (event.status() == Status.REJECTED) return false;
      CellText origin = cell.from(start);
      texts.put(event.snippet().id(), origin);
      after(event, origin);
      Object[] box = Hooks.takeResult();
      hasValue = box != null;
      value = hasValue ? box[0] : null;
      jshell.drop(event.snippet());
      return true;
    }

    /** Evaluates a piece the way JShell does it. */
    void declare(Piece piece) {
      CellText origin = cell.from(piece.start());
      hasValue = false;
      for (SnippetEvent event : jshell.eval(piece.complete())) {
        Snippet snippet = event.snippet();
        if (event.causeSnippet() != null) {
          dependant(event);
          continue;
        }
        texts.put(snippet.id(), origin);
        if (event.status() == Status.REJECTED) {
          failure = errors.compilation(cell, snippet, piece);
        } else if (event.status().isActive() && event.status() != Status.VALID) {
          unresolved.put(snippet, origin);
        }
        after(event, origin);
        if (snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND) takeTemporary(snippet);
      }
    }

    private void after(SnippetEvent event, CellText origin) {
      Throwable thrown = engine.takeThrown();
      if (event.exception() == null || failure != null) return;
      boolean stopped = thrown != null && interrupter.isStop(thrown);
      failure = errors.thrown(event.exception(), stopped, origin);
    }

    /** JShell keeps each such value in a variable for ever, and each one slows it down. */
    private void takeTemporary(Snippet snippet) {
      String name = ((PersistentSnippet) snippet).name();
      String wrapper = analysis.wrapper(snippet).fullClassName();
      if (failure == null) {
        hasValue = true;
        value = valueOf(snippet, name).orElse(null);
      }
      jshell.drop(snippet);
      engine.wrappers().forget(wrapper, name);
    }

    /** Something that depended on what was re-declared has changed with it. */
    private void dependant(SnippetEvent event) {
      if (!(event.snippet() instanceof VarSnippet variable)) return;
      boolean gone = event.status() != Status.VALID && event.previousStatus() == Status.VALID;
      if (gone || engine.wrappers().takeLost(variable.name())) {
        String cause =
            event.causeSnippet() instanceof PersistentSnippet named
                ? named.name()
                : "what it was made from";
        notes.accept(
            variable.name()
                + (gone ? " is no longer defined" : " has lost its value")
                + " because "
                + cause
                + " has changed; run the cell that declares "
                + variable.name()
                + " again");
      }
    }

    /** What is still unresolved when the cell has ended: an error, or for a method a remark. */
    private Outcome.Failure firstUndefined() {
      for (var entry : unresolved.entrySet()) {
        Snippet snippet = entry.getKey();
        Status status = jshell.status(snippet);
        if (status == Status.RECOVERABLE_NOT_DEFINED) {
          return errors.unresolved(entry.getValue(), snippet);
        }
        if (status == Status.RECOVERABLE_DEFINED && snippet instanceof MethodSnippet method) {
          String missing = String.join(", ", jshell.unresolvedDependencies(method).toList());
          notes.accept(method.name() + " is declared, and can be called once there is " + missing);
        }
      }
      return null;
    }
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
