package flowlab.kernel.shell;

import jdk.jshell.SourceCodeAnalysis;

/** Finds the snippet that a cursor stands in. */
final class Snippets {
  private Snippets() {}

  static int startAt(SourceCodeAnalysis analysis, String code, int cursor) {
    int start = 0;
    while (true) {
      var info = analysis.analyzeCompletion(code.substring(start));
      if (!info.completeness().isComplete() || info.remaining().isEmpty()) return start;
      int next = code.length() - info.remaining().length();
      if (next <= start || next >= cursor) return start;
      start = next;
    }
  }
}
