package flowlab.kernel.shell;

/** Java text in which comments are blanks and the insides of strings are x, place by place. */
public final class Masked {
  private Masked() {}

  public static String of(String source) {
    char[] out = source.toCharArray();
    int i = 0;
    while (i < out.length) {
      if (source.startsWith("//", i)) {
        i = blank(out, i, end(source, "\n", i, 0), ' ');
      } else if (source.startsWith("/*", i)) {
        i = blank(out, i, end(source, "*/", i + 2, 2), ' ');
      } else if (source.startsWith("\"\"\"", i)) {
        int close = closing(source, "\"\"\"", i + 3);
        blank(out, i + 3, close, 'x');
        i = Math.min(out.length, close + 3);
      } else if (out[i] == '"' || out[i] == '\'') {
        int close = closing(source, String.valueOf(out[i]), i + 1);
        blank(out, i + 1, close, 'x');
        i = Math.min(out.length, close + 1);
      } else {
        i++;
      }
    }
    return new String(out);
  }

  private static int end(String source, String mark, int from, int after) {
    int found = source.indexOf(mark, from);
    return found < 0 ? source.length() : found + after;
  }

  /** The closing quote, passing over escapes; an unclosed short string ends with its line. */
  private static int closing(String source, String quote, int from) {
    for (int i = from; i < source.length(); i++) {
      if (source.charAt(i) == '\\') i++;
      else if (source.startsWith(quote, i)) return i;
      else if (quote.length() == 1 && source.charAt(i) == '\n') return i;
    }
    return source.length();
  }

  private static int blank(char[] out, int from, int to, char with) {
    for (int i = from; i < to; i++) if (out[i] != '\n') out[i] = with;
    return to;
  }
}
