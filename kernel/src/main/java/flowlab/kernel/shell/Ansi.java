package flowlab.kernel.shell;

/** Colours of error messages; plain ANSI colours, which every theme maps to readable ones. */
final class Ansi {
  private static final String RESET = "\u001b[0m";

  private Ansi() {}

  static String name(String text) {
    return "\u001b[31m" + text + RESET;
  }

  static String where(String text) {
    return "\u001b[36m" + text + RESET;
  }

  /** A numbered source line. */
  static String source(int line, String text) {
    return String.format("\u001b[32m%5d |%s %s", line, RESET, text);
  }

  /** Marks a part of a source line from below; the caret stands where the compiler points. */
  static String underline(int line, String text, int start, int at, int end) {
    int from = Math.max(0, Math.min(start, text.length()));
    int point = Math.max(from, Math.min(at, text.length()));
    int to = Math.max(point + 1, Math.min(end, text.length()));
    var marks = new StringBuilder();
    for (int i = 0; i < to; i++) {
      boolean tab = i < text.length() && text.charAt(i) == '\t';
      marks.append(i < from ? (tab ? '\t' : ' ') : i == point ? '^' : '~');
    }
    return "\u001b[32m      |" + RESET + " \u001b[31m" + marks + RESET;
  }
}
