package flowlab.kernel.shell;

import flowlab.kernel.api.Hooks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;

/**
 * One evaluation of one cell. Statements and expressions that follow each other are compiled
 * together as one block, which costs half of what JShell takes for a single expression and leaves
 * none of its {@code $1} variables behind; declarations are evaluated one by one.
 */
final class Evaluation {
  private static final String VALUE = "$value$";

  /** What evaluations of all cells share. */
  record Tools(
      JShell jshell,
      Engine engine,
      Interrupter interrupter,
      Values values,
      Errors errors,
      Map<String, CellText> texts,
      Consumer<String> notes) {}

  private final CellText cell;
  private final Tools tools;
  private final JShell jshell;
  private final Errors errors;
  private final Map<Snippet, CellText> unresolved = new LinkedHashMap<>();
  private Outcome.Failure failure;
  private boolean hasValue;
  private Object value;

  Evaluation(CellText cell, Tools tools) {
    this.cell = cell;
    this.tools = tools;
    this.jshell = tools.jshell();
    this.errors = tools.errors();
  }

  /** Runs the pieces until one fails. */
  Outcome run(List<Piece> pieces) {
    for (int i = 0; i < pieces.size() && failure == null; ) {
      int j = i;
      while (j < pieces.size() && joins(pieces.get(j))) j++;
      if (j == i) declare(pieces.get(i++));
      else {
        block(pieces.subList(i, j), j == pieces.size());
        i = j;
      }
      if (failure == null && tools.interrupter().armed()) failure = errors.stopped(cell);
    }
    return outcome();
  }

  private static boolean joins(Piece piece) {
    return piece.kind() == Piece.Kind.STATEMENT || piece.kind() == Piece.Kind.EXPRESSION;
  }

  private Outcome outcome() {
    if (failure == null) failure = firstUndefined();
    if (failure != null) return failure;
    return hasValue ? new Outcome.Value(value) : new Outcome.Nothing();
  }

  /** Tries pieces as one block; what does not compile is tried piece by piece. */
  private void block(List<Piece> pieces, boolean last) {
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
    CellText origin = cell.from(start);
    tools.engine().places().evaluating(origin);
    List<SnippetEvent> events = jshell.eval(block);
    SnippetEvent event = events.get(0);
    if (event.status() == Status.REJECTED) return false;
    tools.texts().put(event.snippet().id(), origin);
    after(event, origin);
    Object[] box = Hooks.takeResult();
    hasValue = box != null;
    value = hasValue ? box[0] : null;
    jshell.drop(event.snippet());
    return true;
  }

  /** Evaluates a piece the way JShell does it. */
  private void declare(Piece piece) {
    CellText origin = cell.from(piece.start());
    hasValue = false;
    tools.engine().places().evaluating(origin);
    for (SnippetEvent event : jshell.eval(piece.complete())) {
      Snippet snippet = event.snippet();
      if (event.causeSnippet() != null) {
        dependant(event);
        continue;
      }
      tools.texts().put(snippet.id(), origin);
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
    Throwable thrown = tools.engine().takeThrown();
    if (event.exception() == null || failure != null) return;
    boolean stopped = thrown != null && tools.interrupter().isStop(thrown);
    failure = errors.thrown(event.exception(), stopped, origin);
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

  /** Something that depended on what was re-declared has changed with it. */
  private void dependant(SnippetEvent event) {
    if (!(event.snippet() instanceof VarSnippet variable)) return;
    boolean gone = event.status() != Status.VALID && event.previousStatus() == Status.VALID;
    if (gone || tools.engine().wrappers().takeLost(variable.name())) {
      String cause =
          event.causeSnippet() instanceof PersistentSnippet named
              ? named.name()
              : "what it was made from";
      tools
          .notes()
          .accept(
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
        tools
            .notes()
            .accept(method.name() + " is declared, and can be called once there is " + missing);
      }
    }
    return null;
  }
}
