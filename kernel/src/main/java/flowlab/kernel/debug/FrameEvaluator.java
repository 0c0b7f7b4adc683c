package flowlab.kernel.debug;

import static java.util.stream.Collectors.toSet;

import flowlab.kernel.api.Lines;
import flowlab.kernel.shell.CellText;
import flowlab.kernel.shell.Outcome;
import flowlab.kernel.shell.Shell;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Evaluates expressions as if they stood at the line where a thread is held: its local variables
 * are declared around them, and what they are afterwards is taken back.
 */
final class FrameEvaluator {
  private static final String REFUSED = "CompilationError";

  private final Shell shell;

  FrameEvaluator(Shell shell) {
    this.shell = shell;
  }

  /** The value of an expression; a statement has none, which is null. */
  Object value(String expression, HeldThread held, HeldFrame frame) {
    List<LocalVariables.Local> locals =
        frame.locals().keySet().stream().filter(local -> !local.name().equals("this")).toList();
    Set<String> names = locals.stream().map(LocalVariables.Local::name).collect(toSet());
    var members =
        new MemberText(
            expression.strip().replaceAll(";+$", ""),
            Owner.of(frame, shell.classLoader()),
            names,
            locals.size() + 1);
    Object[] values = new Object[locals.size() + 1 + members.size()];
    for (int i = 0; i < locals.size(); i++) values[i] = frame.locals().get(locals.get(i));
    members.lendTo(values);
    Lines.lend(values);
    String text = members.text();
    Outcome outcome =
        shell.evaluate(block(locals, members, "$values[" + locals.size() + "] = " + text));
    if (isRefused(outcome)) {
      Outcome statement = shell.evaluate(block(locals, members, text));
      if (!isRefused(statement)) outcome = statement;
    }
    if (outcome instanceof Outcome.Failure failure) {
      throw new IllegalArgumentException(said(failure).replace(MemberText.THIS, "this"));
    }
    members.takeBack(values);
    for (int i = 0; i < locals.size(); i++) {
      Object before = frame.locals().get(locals.get(i));
      if (same(before, values[i])) continue;
      if (held.frames.get(0) != frame) {
        throw new IllegalArgumentException(
            locals.get(i).name()
                + " cannot be changed here: only the innermost frame's variables can");
      }
      held.change(locals.get(i), values[i]);
    }
    return values[locals.size()];
  }

  /** Whether nothing was set; what only equals another object is not the same. */
  static boolean same(Object before, Object after) {
    return before == after
        || before != null
            && (before instanceof Number
                || before instanceof Boolean
                || before instanceof Character)
            && before.equals(after);
  }

  private static boolean isRefused(Outcome outcome) {
    return outcome instanceof Outcome.Failure failure && failure.name().equals(REFUSED);
  }

  /** What went wrong: an exception says its name, too, and perhaps nothing else. */
  private static String said(Outcome.Failure failure) {
    if (failure.name().equals(REFUSED)) return failure.message();
    return failure.name() + (failure.message().isEmpty() ? "" : ": " + failure.message());
  }

  private CellText block(List<LocalVariables.Local> locals, MemberText members, String statement) {
    var text = new StringBuilder("{ Object[] $values = flowlab.kernel.api.Lines.lent(); ");
    for (int i = 0; i < locals.size(); i++) {
      text.append(MemberText.variable(type(locals.get(i)), locals.get(i).name(), i));
    }
    text.append(members.before()).append(statement).append("\n;"); // it may end with a comment
    for (int i = 0; i < locals.size(); i++) {
      text.append(" $values[").append(i).append("] = ").append(locals.get(i).name()).append(';');
    }
    return new CellText(0, 1, text.append(members.after()).append(" }").toString());
  }

  private String type(LocalVariables.Local local) {
    return SourceType.of(local, shell.classLoader());
  }

  /** The value of an expression of the notebook's own variables. */
  Object value(String expression) {
    Outcome outcome = shell.evaluate(new CellText(0, 1, expression));
    if (outcome instanceof Outcome.Failure failure) {
      throw new IllegalArgumentException(said(failure));
    }
    return outcome instanceof Outcome.Value value ? value.value() : null;
  }

  /** Makes a local variable one of the notebook's. */
  void copy(LocalVariables.Local local, Object value, String name) {
    Lines.lend(new Object[] {value});
    String type = type(local);
    value("%s %s = (%s) flowlab.kernel.api.Lines.lent()[0];".formatted(type, name, type));
  }

  /** The notebook's variables. */
  List<VariableTree.Variable> globals() {
    var found = new ArrayList<VariableTree.Variable>();
    shell
        .variables()
        .forEach(
            (variable, value) ->
                found.add(new VariableTree.Variable(variable.name(), value, variable.typeName())));
    return found;
  }
}
