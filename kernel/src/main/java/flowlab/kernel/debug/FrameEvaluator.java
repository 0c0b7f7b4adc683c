package flowlab.kernel.debug;

import flowlab.kernel.api.Lines;
import flowlab.kernel.shell.CellText;
import flowlab.kernel.shell.Outcome;
import flowlab.kernel.shell.Shell;
import java.util.ArrayList;
import java.util.List;

/**
 * Evaluates expressions as if they stood at the line where a thread is held: its local variables
 * are declared around them, and what they are afterwards is taken back.
 */
final class FrameEvaluator {
  private final Shell shell;

  FrameEvaluator(Shell shell) {
    this.shell = shell;
  }

  /** The value of an expression; a statement has none, which is null. */
  Object value(String expression, HeldThread held, HeldFrame frame) {
    List<LocalVariables.Local> locals =
        frame.locals().keySet().stream().filter(local -> !local.name().equals("this")).toList();
    Object[] values = new Object[locals.size() + 1];
    for (int i = 0; i < locals.size(); i++) values[i] = frame.locals().get(locals.get(i));
    Lines.lend(values);
    String text = expression.strip().replaceAll(";+$", "");
    Outcome outcome =
        shell.evaluate(block(locals, "$values[" + locals.size() + "] = " + text + ";"));
    if (isRefused(outcome)) {
      Outcome statement = shell.evaluate(block(locals, text + ";"));
      if (!isRefused(statement)) outcome = statement;
    }
    if (outcome instanceof Outcome.Failure failure) {
      throw new IllegalArgumentException(failure.message());
    }
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

  private static boolean same(Object before, Object after) {
    return before == after
        || before != null
            && (before instanceof Number
                || before instanceof Boolean
                || before instanceof Character)
            && before.equals(after);
  }

  private static boolean isRefused(Outcome outcome) {
    return outcome instanceof Outcome.Failure failure && failure.name().equals("CompilationError");
  }

  private static CellText block(List<LocalVariables.Local> locals, String statement) {
    var text = new StringBuilder("{ Object[] $values = flowlab.kernel.api.Lines.lent(); ");
    for (int i = 0; i < locals.size(); i++) {
      String type = SourceType.of(locals.get(i));
      text.append(type).append(' ').append(locals.get(i).name());
      text.append(" = (").append(type).append(") $values[").append(i).append("]; ");
    }
    text.append(statement);
    for (int i = 0; i < locals.size(); i++) {
      text.append(" $values[").append(i).append("] = ").append(locals.get(i).name()).append(';');
    }
    return new CellText(0, 1, text.append(" }").toString());
  }

  /** The value of an expression of the notebook's own variables. */
  Object value(String expression) {
    Outcome outcome = shell.evaluate(new CellText(0, 1, expression));
    if (outcome instanceof Outcome.Failure failure) {
      throw new IllegalArgumentException(failure.message());
    }
    return outcome instanceof Outcome.Value value ? value.value() : null;
  }

  /** Makes a local variable one of the notebook's. */
  void copy(LocalVariables.Local local, Object value, String name) {
    Lines.lend(new Object[] {value});
    String type = SourceType.of(local);
    value("%s %s = (%s) flowlab.kernel.api.Lines.lent()[0];".formatted(type, name, type));
  }

  /** The notebook's variables. */
  List<Values.Named> globals() {
    var found = new ArrayList<Values.Named>();
    shell
        .variables()
        .forEach(
            (variable, value) ->
                found.add(new Values.Named(variable.name(), value, variable.typeName())));
    return found;
  }
}
