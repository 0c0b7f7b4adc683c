package flowlab.kernel.shell;

import flowlab.kernel.display.Texts;
import flowlab.kernel.shell.Outcome.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.UnresolvedReferenceException;

/** Says what went wrong in the reader's own terms: the cell, the line, the source. */
final class Errors {
  private static final int FRAMES = 12, CAUSES = 5;

  private static final Pattern CAST =
      Pattern.compile("class (\\S+) cannot be cast to class (\\S+) \\(.*\\)");

  private final JShell jshell;
  private final Map<String, CellText> texts;
  private final Function<String, Object> variables;

  /**
   * @param texts the text of each snippet, by its id
   * @param variables the value of a variable, or null
   */
  Errors(JShell jshell, Map<String, CellText> texts, Function<String, Object> variables) {
    this.jshell = jshell;
    this.texts = texts;
    this.variables = variables;
  }

  /** A piece of a cell that does not compile, underlined where it does not. */
  Failure compilation(CellText cell, Snippet snippet, Piece piece) {
    var lines = new ArrayList<String>();
    String first = null;
    for (Diag diagnosis : jshell.diagnostics(snippet).filter(Diag::isError).toList()) {
      String[] message = diagnosis.getMessage(Locale.ENGLISH).split("\n");
      if (first == null) first = message[0];
      int start = piece.start() + (int) Math.max(0, diagnosis.getStartPosition());
      int at = piece.start() + (int) Math.max(0, diagnosis.getPosition());
      int end = piece.start() + (int) Math.max(0, diagnosis.getEndPosition());
      int line = cell.lineAt(at);
      lines.add(Ansi.where(cell.where(line) + ":") + " " + Ansi.name(message[0]));
      int lineStart = cell.lineStart(at);
      lines.add(Ansi.source(line, cell.line(line)));
      lines.add(
          Ansi.underline(
              line, cell.line(line), start - lineStart, at - lineStart, end - lineStart));
      for (int i = 1; i < message.length; i++) {
        boolean empty = message[i].strip().matches("location: class"); // the wrapper's hidden name
        if (!empty) lines.add("  " + message[i].strip());
      }
    }
    if (first == null) {
      first = "this is not complete";
      lines.add(Ansi.where(cell.where(cell.lineAt(piece.end())) + ":") + " " + Ansi.name(first));
    }
    return new Failure("CompilationError", first, lines);
  }

  /** A declaration that refers to what does not exist. */
  Failure unresolved(CellText origin, Snippet snippet) {
    String missing =
        snippet instanceof DeclarationSnippet d
            ? String.join(", ", jshell.unresolvedDependencies(d).toList())
            : "something";
    String message = "there is no " + missing;
    return new Failure(
        "CompilationError",
        message,
        List.of(
            Ansi.where(origin.where(origin.firstLine()) + ":") + " " + Ansi.name(message),
            Ansi.source(origin.firstLine(), origin.line(origin.firstLine()))));
  }

  /** A cell that was stopped before or between its statements. */
  Failure stopped(CellText cell) {
    String message = "stopped";
    return new Failure("Interrupted", message, List.of(Ansi.name(message)));
  }

  /** An exception of the reader's code. */
  Failure thrown(JShellException exception, boolean stopped, CellText origin) {
    var lines = new ArrayList<String>();
    String name = stopped ? "Interrupted" : name(exception);
    String message = stopped ? where(exception, origin) : String.valueOf(message(exception));
    lines.add(Ansi.name(name) + (message.isEmpty() ? "" : ": " + message));
    if (!stopped) {
      ShapeHint.of(exception, running(exception, origin), variables)
          .ifPresent(hint -> lines.add("  " + hint));
    }
    frames(exception, origin, lines);
    Throwable cause = stopped ? null : exception.getCause();
    for (int i = 0; cause instanceof JShellException c && i < CAUSES; i++) {
      lines.add("caused by " + Ansi.name(name(c)) + ": " + message(c));
      frames(c, origin, lines);
      cause = c.getCause();
    }
    return new Failure(name, message, lines);
  }

  private String where(JShellException exception, CellText origin) {
    for (StackTraceElement frame : exception.getStackTrace()) {
      CellText text = text(frame, origin);
      if (text != null) return "stopped at " + text.where(line(frame, text));
    }
    return "stopped";
  }

  /** The line of a cell that was running. */
  private String running(JShellException exception, CellText origin) {
    for (StackTraceElement frame : exception.getStackTrace()) {
      CellText text = text(frame, origin);
      if (text != null) return text.line(line(frame, text));
    }
    return "";
  }

  private static String name(JShellException exception) {
    if (!(exception instanceof EvalException e)) return "UnresolvedReference";
    String name = e.getExceptionClassName();
    return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
  }

  private String message(JShellException exception) {
    if (exception instanceof UnresolvedReferenceException e) {
      String missing = String.join(", ", jshell.unresolvedDependencies(e.getSnippet()).toList());
      return e.getSnippet().name() + " needs " + missing + ", which does not exist";
    }
    String message = Texts.readable(exception.getMessage() == null ? "" : exception.getMessage());
    Matcher cast = CAST.matcher(message);
    if (cast.matches() && cast.group(1).equals(cast.group(2))) {
      String type = cast.group(1);
      return "this value was made before " + type + " was changed; run the cell that made it again";
    }
    return message;
  }

  /** Frames of cells with their source; those of libraries folded; JShell's and ours left out. */
  private void frames(JShellException exception, CellText origin, List<String> lines) {
    int shown = 0, folded = 0;
    StackTraceElement called = null, next = null;
    for (StackTraceElement frame : exception.getStackTrace()) {
      called = next;
      next = frame;
      if (frame.getClassName().matches("flowlab\\.(kernel|widget)\\..*")) continue;
      CellText text = text(frame, origin);
      if (text == null && shown > 0 || shown >= FRAMES) {
        folded++;
        continue;
      }
      folded = fold(folded, lines);
      if (text == null) {
        lines.add("  in " + frame);
      } else {
        int line = line(frame, text);
        String method = frame.getMethodName();
        boolean named = !method.isEmpty() && !method.contains("do_it$");
        lines.add(
            "  in "
                + (named ? method.replaceAll("^lambda\\$.*", "a lambda") + ", " : "")
                + Ansi.where(text.where(line)));
        lines.add(Ansi.source(line, text.line(line)));
        culprit(exception, text.line(line), called)
            .ifPresent(
                at ->
                    lines.add(
                        Ansi.underline(line, text.line(line), at.start(), at.start(), at.end())));
      }
      shown++;
    }
    fold(folded, lines);
  }

  private static Optional<MatchResult> culprit(
      JShellException exception, String line, StackTraceElement called) {
    String type = exception instanceof EvalException e ? e.getExceptionClassName() : "";
    return Culprit.in(line, called, type, exception.getMessage());
  }

  private static int fold(int folded, List<String> lines) {
    if (folded > 0) lines.add("  … " + folded + (folded == 1 ? " more frame" : " more frames"));
    return 0;
  }

  /** The cell text that a frame stands in; JShell names the file of a snippet # and its id. */
  private CellText text(StackTraceElement frame, CellText fallback) {
    String file = frame.getFileName();
    return file != null && file.startsWith("#")
        ? texts.getOrDefault(file.substring(1), fallback)
        : null;
  }

  private static int line(StackTraceElement frame, CellText text) {
    return text.firstLine() + Math.max(0, frame.getLineNumber() - 1);
  }
}
