package flowlab.kernel.shell;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** What may stand at the cursor, and the part of the text that it replaces. */
public record Completion(List<String> matches, int start, int end) {

  /**
   * @param java the code with blanks in the place of magics
   */
  public static Completion at(
      Shell shell, Collection<String> magics, String code, String java, int cursor) {
    int lineStart = code.lastIndexOf('\n', cursor - 1) + 1;
    String line = code.substring(lineStart, cursor);
    if (line.matches("%%?[\\w-]*")) {
      List<String> names = magics.stream().filter(name -> name.startsWith(line)).toList();
      return new Completion(names, lineStart, cursor);
    }
    return java(shell, java, cursor);
  }

  private static Completion java(Shell shell, String code, int cursor) {
    int start = shell.read(code).startAt(cursor);
    String snippet = code.substring(start);
    int[] anchor = {cursor - start};
    List<Suggestion> found =
        shell.analysis().completionSuggestions(snippet, cursor - start, anchor);
    if (found.isEmpty() && start > 0) {
      // Names that the cell itself declares above are known only together with it.
      String block = "{" + code;
      found = shell.analysis().completionSuggestions(block, cursor + 1, anchor);
      anchor[0] -= 1 + start;
    }
    if (found.isEmpty() && start > 0) { // a method stands in no block
      String type = "class C$ {" + code.substring(0, start) + "{";
      found = shell.analysis().completionSuggestions(type + snippet, cursor + 11, anchor);
      anchor[0] -= type.length();
    }
    List<String> matches = found.stream().map(Suggestion::continuation).distinct().toList();
    return new Completion(matches, start + anchor[0], cursor);
  }

  /** The answer to {@code is_complete_request}. */
  public static Map<String, Object> completeness(Shell shell, String code) {
    Reading reading = shell.read(code);
    if (reading.isOpen()) return Map.of("status", "incomplete", "indent", indent(code));
    return Map.of("status", reading.problem().isPresent() ? "invalid" : "complete");
  }

  /** The last line's own indent, and a step more where it opens something. */
  private static String indent(String code) {
    String last = code.substring(code.stripTrailing().lastIndexOf('\n') + 1);
    String own = last.substring(0, last.length() - last.stripLeading().length());
    return last.stripTrailing().matches(".*[({\\[]") ? own + "    " : own;
  }
}
