package flowlab.kernel.shell;

import flowlab.kernel.api.Result;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation of one cell. Statements and expressions that follow each other are compiled
 * together as one block, which costs half of what JShell takes for a single expression and leaves
 * none of its {@code $1} variables behind; declarations are evaluated one by one.
 */
final class Evaluation {
  /** Of what is written around an expression; no reader calls anything so. */
  static final String IMPORT = "import static flowlab.kernel.api.Result.$result$;";

  private static final String RESULT = "$result$";

  /** What evaluations of all cells share. */
  record Tools(
      JShell jshell,
      Engine engine,
      Interrupter interrupter,
      Values values,
      Errors errors,
      Consumer<String> notes) {}

  private final CellText cell;
  private final Tools tools;
  private final JShell jshell;
  private final Errors errors;
  private final Map<Snippet, Piece> unresolved = new LinkedHashMap<>();
  private final Map<String, String> lost = new TreeMap<>();
  private final Set<Piece> tied = new HashSet<>();
  private List<Piece> pieces = List.of();
  private Outcome.@Nullable Failure failure;
  private boolean hasValue;
  private @Nullable Object value;

  Evaluation(CellText cell, Tools tools) {
    this.cell = cell;
    this.tools = tools;
    this.jshell = tools.jshell();
    this.errors = tools.errors();
  }

  /** Runs the pieces until one fails. A cell that is not Java does not begin to run. */
  Outcome run(Reading reading) {
    if (reading.problem().isPresent()) {
      return errors.compilation(cell, List.of(reading.problem().get()));
    }
    pieces = Order.asInAClass(reading.pieces());
    for (int i = 0; i < pieces.size() && failure == null; ) {
      int j = i;
      while (j < pieces.size() && pieces.get(j).isCode()) j++;
      if (j == i) declare(pieces.get(i++));
      else {
        block(pieces.subList(i, j), j == pieces.size());
        i = j;
      }
      if (failure == null && tools.interrupter().armed()) failure = errors.stopped();
    }
    if (failure == null) failure = firstUndefined();
    tellLost();
    if (failure != null) return failure;
    return hasValue ? new Outcome.Value(value) : new Outcome.Nothing();
  }

  /** Tries pieces as one block; what does not compile is tried piece by piece. */
  private void block(List<Piece> pieces, boolean last) {
    Piece end = pieces.get(pieces.size() - 1);
    // a switch is an expression where its arms give values
    boolean maybeValue =
        last && (end.kind() == Piece.Kind.EXPRESSION || end.text().startsWith("switch"));
    boolean quiet = end.endsWithSemicolon() || end.kind() == Piece.Kind.STATEMENT;
    var blocks = new ArrayList<String>();
    blocks.add(joined(pieces, false));
    // A statement with its semicolon stays quiet where Java knows it as a statement.
    if (maybeValue) blocks.add(quiet ? 1 : 0, joined(pieces, true));
    for (String block : blocks) if (ran(block, pieces.get(0))) return;
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
      if (i > 0) text.append(between(pieces.get(i - 1), piece));
      if (i == last && withValue) {
        text.append("var ").append(RESULT).append(" = ").append(piece.asExpression());
        text.append("; ").append(RESULT).append('(').append(RESULT).append(");");
      } else {
        text.append(piece.complete());
      }
    }
    return text.append(" }").toString();
  }

  /** As many lines as stand between two pieces. */
  private String between(Piece before, Piece after) {
    return "\n".repeat(cell.lineAt(after.start()) - cell.lineAt(before.end())) + " ";
  }

  /** Evaluates a block and says whether it compiled. */
  private boolean ran(String block, Piece first) {
    CellText origin = cell.from(first.start());
    Optional<List<SnippetEvent>> events = evaluate(block, origin);
    if (events.isEmpty()) return false;
    SnippetEvent event = events.get().get(0);
    if (event.status() == Status.REJECTED) return false;
    Object[] box = Result.take();
    hasValue = box != null;
    value = hasValue ? box[0] : null;
    jshell.drop(event.snippet());
    return true;
  }

  /** Evaluates a piece the way JShell does it. */
  private void declare(Piece piece) {
    hasValue = false;
    if (tied.contains(piece)) return;
    if (piece.kind() == Piece.Kind.TYPE && isTaken(piece.declares())) {
      failure = errors.taken(origin(piece), piece.declares());
    } else {
      evaluate(piece);
    }
  }

  private void evaluate(Piece piece) {
    Optional<List<SnippetEvent>> events = evaluate(piece.declaration(), origin(piece));
    if (events.isEmpty() && piece.kind() == Piece.Kind.TYPE) {
      // JDK 25 may fail at a type whose predecessor is still in use
      drop(piece.declares());
      events = evaluate(piece.declaration(), origin(piece));
    }
    if (events.isEmpty()) failure = errors.crashed(origin(piece));
    else take(events.get(), piece);
  }

  /** Before JDK 23 JShell writes these names around each snippet. */
  private static boolean isTaken(Set<String> names) {
    return Runtime.version().feature() < 23
        && (names.contains("Object") || names.contains("Throwable"));
  }

  private void take(List<SnippetEvent> events, Piece piece) {
    for (SnippetEvent event : events) {
      Snippet snippet = event.snippet();
      if (event.causeSnippet() != null) {
        dependant(event);
      } else if (event.status() == Status.REJECTED) {
        refused(snippet, piece);
      } else if (event.status().isActive() && event.status() != Status.VALID) {
        unresolved.put(snippet, piece);
      } else if (snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
        takeTemporary(snippet);
      } else if (snippet instanceof VarSnippet variable) {
        if (event.exception() != null && !hasKept(variable, event)) drop(snippet);
        else tellUnnamed(variable);
      }
    }
  }

  private void refused(Snippet snippet, Piece piece) {
    var problems = new ArrayList<Problem>(problems(snippet, piece));
    boolean type = piece.kind() == Piece.Kind.TYPE && !tied.contains(piece);
    Optional<TypeCycle> knot = type ? TypeCycle.of(piece, pieces) : Optional.empty();
    if (knot.isPresent()) {
      tie(knot.get());
      return;
    }
    if (problems.stream().anyMatch(this::isOfKnot)) { // the others may be its echo, or not
      problems.removeIf(problem -> isOfKnot(problem) || problem.isFalseOverride());
      problems.add(Problem.untieable(piece.start(), piece.end()));
    }
    failure = errors.compilation(cell, problems);
  }

  /** Declares types that need each other, first as far as they can be without each other. */
  private void tie(TypeCycle knot) {
    drop(knot.names());
    tied.addAll(knot.types());
    for (Piece type : knot.types()) evaluate(TypeCycle.loosened(type));
    for (Piece type : knot.types()) {
      if (failure == null && !TypeCycle.loosened(type).equals(type)) evaluate(type);
    }
  }

  /** Whether a problem is JShell's with types that need each other, and not the reader's. */
  private boolean isOfKnot(Problem problem) {
    if (tied.isEmpty()) return false;
    String at = cell.text().substring(problem.at(), Math.max(problem.at(), problem.end()));
    return problem.isLoosened()
        || problem.isUnresolved() && tied.stream().anyMatch(type -> type.declares().contains(at));
  }

  private CellText origin(Piece piece) {
    return cell.from(piece.start());
  }

  private void drop(Set<String> names) {
    jshell
        .snippets()
        .filter(each -> each instanceof DeclarationSnippet named && names.contains(named.name()))
        .filter(each -> jshell.status(each).isActive())
        .forEach(this::drop);
  }

  private void drop(Snippet snippet) {
    for (SnippetEvent event : jshell.drop(snippet)) {
      if (event.snippet() != snippet) dependant(event);
    }
  }

  /** Whether a variable whose new value failed still has an old one. */
  private boolean hasKept(VarSnippet variable, SnippetEvent event) {
    boolean isNew = event.previousStatus() == Status.NONEXISTENT;
    return !isNew && tools.values().of(variable, variable.name()).isPresent();
  }

  /** Before JDK 22 JShell keeps only a part of a type that has no name. */
  private void tellUnnamed(VarSnippet variable) {
    String type = variable.typeName();
    if (Runtime.version().feature() >= 22 || !type.contains("&")) return;
    tools
        .notes()
        .accept(
            variable.name()
                + " has the type "
                + (type.length() > 80 ? type.substring(0, 80) + "…" : type)
                + ", which Java cannot write, and later cells know only the first part of it;"
                + " declare the variable with the type that you need");
  }

  /** What JShell makes of a text; nothing where the compiler itself fails at it. */
  private Optional<List<SnippetEvent>> evaluate(String text, CellText origin) {
    Places places = tools.engine().places();
    places.evaluating(origin, (int) text.lines().count());
    List<SnippetEvent> events;
    try {
      events = tools.engine().during(() -> jshell.eval(text));
    } catch (OutOfMemoryError | StackOverflowError e) {
      throw e;
    } catch (RuntimeException | Error crash) {
      return Optional.empty();
    }
    for (SnippetEvent event : events) {
      if (event.causeSnippet() != null || !event.status().isActive()) continue;
      if (event.snippet() instanceof ImportSnippet) continue;
      places.declared(tools.values().wrapper(event.snippet()), origin);
      if (event.status() != Status.VALID) continue;
      if (tools.engine().compilerFailed()) { // which JShell does not see
        drop(event.snippet());
        return Optional.empty();
      }
    }
    Throwable thrown = tools.engine().takeThrown();
    if (thrown != null && failure == null) {
      tools.interrupter().enter(); // its methods are the reader's code, and are stopped like it
      try {
        failure = errors.thrown(thrown, tools.interrupter().isStop(thrown));
      } finally {
        tools.interrupter().leave();
      }
    }
    return Optional.of(events);
  }

  private List<Problem> problems(Snippet snippet, Piece piece) {
    return jshell
        .diagnostics(snippet)
        .filter(Diag::isError)
        .map(diag -> Problem.of(diag, piece))
        .toList();
  }

  /** JShell keeps each such value in a variable for ever, and each one slows it down. */
  private void takeTemporary(Snippet snippet) {
    String name = ((PersistentSnippet) snippet).name();
    String wrapper = tools.values().wrapper(snippet);
    if (failure == null) {
      hasValue = true;
      value = tools.values().of(snippet, name).orElse(null);
    }
    jshell.drop(snippet);
    tools.engine().wrappers().forget(wrapper, name);
  }

  /** Something that depended on what was declared anew has changed with it. */
  private void dependant(SnippetEvent event) {
    if (!(event.snippet() instanceof PersistentSnippet dependant)) return;
    if (dependant instanceof ImportSnippet) return; // imported again: nothing is taken away
    boolean gone = event.status() != Status.VALID && event.previousStatus() == Status.VALID;
    boolean emptied =
        dependant instanceof VarSnippet && tools.engine().wrappers().takeLost(dependant.name());
    if (!gone && !emptied) return;
    String cause =
        event.causeSnippet() instanceof PersistentSnippet named
            ? named.name()
            : "what it was made from";
    String what = gone ? " is no longer defined" : " has lost its value";
    lost.put(
        dependant.name(),
        what
            + " because "
            + cause
            + " has changed; run the cell that declares "
            + dependant.name()
            + " again");
  }

  /** Remarks on what other cells declared and this one took away. */
  private void tellLost() {
    Set<String> own =
        pieces.stream().flatMap(piece -> piece.declares().stream()).collect(Collectors.toSet());
    lost.forEach(
        (name, why) -> {
          if (!own.contains(name)) tools.notes().accept(name + why);
        });
  }

  /**
   * What is still unresolved when the cell has ended: an error for a variable, which has no value
   * then, a remark for a method or a type, which may get what it lacks from a later cell.
   */
  private Outcome.@Nullable Failure firstUndefined() {
    var remarks = new ArrayList<String>();
    for (var entry : unresolved.entrySet()) {
      if (!(entry.getKey() instanceof DeclarationSnippet snippet)) continue;
      Status status = jshell.status(snippet);
      if (status == Status.VALID || !status.isActive()) continue;
      String missing = String.join(", ", jshell.unresolvedDependencies(snippet).toList());
      List<Problem> problems = problems(snippet, entry.getValue());
      if (missing.isEmpty() && !problems.isEmpty()) return errors.compilation(cell, problems);
      if (snippet instanceof VarSnippet) return errors.missing(origin(entry.getValue()), missing);
      remarks.add(snippet.name() + " is declared, and can be used once there is " + missing);
    }
    remarks.forEach(tools.notes());
    return null;
  }
}
