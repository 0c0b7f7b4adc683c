package flowlab.kernel.shell;

import flowlab.kernel.display.Texts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.VarSnippet;

/**
 * What is known of the name at the cursor: signature and Javadoc, or a variable's type and value.
 */
public final class Inspection {
  private static final int LONGEST_VALUE = 500;

  private Inspection() {}

  /** MIME types and texts; empty if nothing is known. */
  public static Map<String, Object> at(Shell shell, String code, int cursor) {
    int end = cursor;
    while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) end++;
    int begin = Math.min(cursor, end);
    while (begin > 0 && Character.isJavaIdentifierPart(code.charAt(begin - 1))) begin--;
    String name = code.substring(begin, end);
    boolean member = begin > 0 && code.charAt(begin - 1) == '.';
    if (!member) {
      for (var entry : shell.variables().entrySet()) {
        if (entry.getKey().name().equals(name)) return variable(entry.getKey(), entry.getValue());
      }
    }
    int start = shell.read(code).startAt(cursor);
    String snippet = code.substring(start);
    List<Documentation> found = documentation(shell, snippet, end - start);
    // The cursor on the name of a method: what a call of it would be.
    if (found.isEmpty() && !name.isEmpty()) {
      String call = code.substring(start, end) + "(";
      found = documentation(shell, call, call.length());
    }
    return found.isEmpty() ? Map.of() : documented(found);
  }

  private static List<Documentation> documentation(Shell shell, String snippet, int cursor) {
    List<Documentation> found = shell.analysis().documentation(snippet, cursor, true);
    List<String> bare =
        found.stream().filter(d -> d.javadoc() == null).map(Documentation::signature).toList();
    boolean more = !bare.isEmpty() && shell.sources().find(bare);
    return more ? shell.analysis().documentation(snippet, cursor, true) : found;
  }

  private static Map<String, Object> variable(VarSnippet variable, Object value) {
    String shown = Texts.of(value);
    if (shown.length() > LONGEST_VALUE) shown = shown.substring(0, LONGEST_VALUE) + "…";
    String text = variable.typeName() + " " + variable.name() + " = " + shown;
    return both(text, "<pre>" + Texts.html(text) + "</pre>");
  }

  private static Map<String, Object> documented(List<Documentation> found) {
    var text = new StringBuilder();
    var html = new StringBuilder();
    for (Documentation each : found) {
      text.append(each.signature()).append('\n');
      html.append("<p><code><b>").append(Texts.html(each.signature())).append("</b></code></p>");
      if (each.javadoc() == null) continue;
      text.append(Javadoc.text(each.javadoc())).append("\n\n");
      html.append("<div>").append(Javadoc.html(each.javadoc())).append("</div>");
    }
    return both(text.toString().strip(), html.toString());
  }

  private static Map<String, Object> both(String text, String html) {
    var data = new LinkedHashMap<String, Object>();
    data.put("text/plain", text);
    data.put("text/html", html);
    return data;
  }
}
