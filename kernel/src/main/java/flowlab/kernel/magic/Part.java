package flowlab.kernel.magic;

import flowlab.kernel.shell.CellText;
import flowlab.kernel.shell.Masked;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A cell is Java text and magics. */
sealed interface Part {
  /** Java. */
  record Code(CellText text) implements Part {}

  /** {@code %name arguments} or {@code !command}, one line; the name has its signs. */
  record Line(String name, String arguments, CellText at) implements Part {}

  /** {@code %%name arguments} on the first line; the body is the rest of the cell. */
  record Whole(String name, String arguments, CellText body) implements Part {}

  Pattern MAGIC = Pattern.compile("[ \\t]*(%%?[A-Za-z_][\\w-]*|!)(?:(?<=!)|[ \\t]+|$)(.*)\\r?");

  /**
   * Splits a cell. A magic stands at the start of a line where a statement could: not in a string,
   * a comment, a bracket, or the middle of an expression, where {@code %} is the remainder.
   */
  static List<Part> of(CellText cell) {
    String text = cell.text();
    String masked = Masked.of(text);
    var parts = new ArrayList<Part>();
    int codeStart = 0, depth = 0;
    char before = ';'; // the last significant character
    for (int start = 0, end; start < text.length(); start = end + 1) {
      end = text.indexOf('\n', start);
      if (end < 0) end = text.length();
      String line = text.substring(start, end);
      Matcher magic = MAGIC.matcher(line);
      boolean command = masked.startsWith("!", start + indent(line)) && ";}".indexOf(before) >= 0;
      boolean real = masked.startsWith("%", start + indent(line)) || command && isCommand(line);
      if (real
          && depth <= 0
          && (";{}".indexOf(before) >= 0 || !continues(line))
          && magic.matches()) {
        String arguments = magic.group(2).strip();
        boolean first = text.substring(0, start).isBlank();
        if (magic.group(1).startsWith("%%") && first) {
          CellText body = cell.part(Math.min(end + 1, text.length()), text.length());
          return List.of(new Whole(magic.group(1), arguments, body));
        }
        code(parts, cell, codeStart, start);
        parts.add(new Line(magic.group(1), arguments, cell.part(start, end)));
        codeStart = Math.min(end + 1, text.length());
        before = ';';
        continue;
      }
      for (int i = start; i < end; i++) {
        char c = masked.charAt(i);
        if ("([{".indexOf(c) >= 0) depth++;
        if (")]}".indexOf(c) >= 0) depth--;
        if (c > ' ') before = c;
      }
    }
    code(parts, cell, codeStart, text.length());
    return parts;
  }

  /** {@code !ls} is a command; {@code !done} alone, or as part of a condition, is Java. */
  private static boolean isCommand(String line) {
    String text = line.strip();
    return text.length() > 1 && !text.matches("!\\s*[\\w.$]+\\s*(\\(.*|;?|[&|=!?].*)");
  }

  private static int indent(String line) {
    int i = 0;
    while (i < line.length() && line.charAt(i) <= ' ') i++;
    return i;
  }

  /** After an unfinished line, only {@code %name} without a space behind % and with one after. */
  private static boolean continues(String line) {
    return !line.strip().matches("%%?[a-z]+(\\s+[^\\s=+*/&|<>?:;.)].*)?");
  }

  private static void code(List<Part> parts, CellText cell, int from, int to) {
    if (!cell.text().substring(from, to).isBlank()) parts.add(new Code(cell.part(from, to)));
  }
}
