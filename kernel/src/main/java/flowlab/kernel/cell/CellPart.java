package flowlab.kernel.cell;

import flowlab.kernel.shell.CellText;
import flowlab.kernel.shell.Masked;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A cell is Java text and magics. */
sealed interface CellPart {
  /** Java. */
  record Code(CellText text) implements CellPart {}

  /** {@code %name arguments} or {@code !command}, one line; the name has its signs. */
  record Line(String name, String arguments, CellText at) implements CellPart {}

  /** {@code %%name arguments} on the first line; the body is the rest of the cell. */
  record Whole(String name, String arguments, CellText body) implements CellPart {}

  Pattern MAGIC = Pattern.compile("[ \\t]*(%%?[A-Za-z_][\\w-]*|!)(?:(?<=!)|[ \\t]+|$)(.*)\\r?");

  /** {@code !} before an operand, as Java writes it; all else behind it is a command. */
  Pattern NEGATION =
      Pattern.compile(
          "!\\s*(?:\\(.*|!.*|\"[^\"]*\"\\s*\\..*|new\\b.*|[\\p{L}\\p{N}_$.]+\\s*[(\\[].*)");

  /** This may be a variable, or the name of a command. */
  Pattern NAME =
      Pattern.compile(
          "!\\s*([\\p{L}_$][\\p{L}\\p{N}_$]*)(\\.[\\p{L}\\p{N}_$.]+)?"
              + "\\s*(?:;?|(?:&&|\\|\\||[=!]=|\\?).*)");

  /** Magics whose arguments and body are Java. */
  Pattern OF_JAVA = Pattern.compile("%%?time(?:it)?");

  /**
   * Splits a cell. A magic stands at the start of a line where a statement could: not in a string,
   * a comment, a bracket, or the middle of an expression, where {@code %} is the remainder.
   *
   * @param known the names of all magics: an unfinished line ends only before one of these
   * @param variable whether there is such a variable: {@code !ls} is a command where there is no ls
   */
  static List<CellPart> of(CellText cell, Set<String> known, Predicate<String> variable) {
    var parts = new ArrayList<CellPart>();
    int codeStart = 0;
    for (Found found : find(cell.text(), known, variable)) {
      code(parts, cell, codeStart, found.start());
      codeStart = found.next(cell.text());
      if (found.isWhole()) {
        CellText body = cell.part(codeStart, cell.text().length());
        return List.of(new Whole(found.name(), found.arguments(), body));
      }
      parts.add(new Line(found.name(), found.arguments(), cell.part(found.start(), found.end())));
    }
    code(parts, cell, codeStart, cell.text().length());
    return parts;
  }

  /** The Java of a cell: each place as it stands, and blanks in the place of magics. */
  static String java(String text, Set<String> known, Predicate<String> variable) {
    var java = new StringBuilder(text);
    for (Found found : find(text, known, variable)) {
      boolean timed = OF_JAVA.matcher(found.name()).matches();
      int from = found.start();
      int to = found.isWhole() && !timed ? text.length() : found.end();
      if (timed && !found.isWhole()) to = text.indexOf(found.name(), from) + found.name().length();
      for (int i = from; i < to; i++) if (text.charAt(i) != '\n') java.setCharAt(i, ' ');
      // what stands before a magic has ended; so that JShell knows it, too
      if (from > 0 && !text.substring(0, from).isBlank() && to > from) java.setCharAt(from, ';');
    }
    return java.toString();
  }

  /** A magic and its line in the text. */
  record Found(String name, String arguments, int start, int end, boolean isWhole) {
    int next(String text) {
      return Math.min(end + 1, text.length());
    }
  }

  private static List<Found> find(String text, Set<String> known, Predicate<String> variable) {
    var all = new ArrayList<Found>();
    var java = new StringBuilder(text);
    String masked = Masked.of(text);
    int depth = 0;
    char before = ';'; // the last significant character
    for (int start = 0, end; start < text.length(); start = end + 1) {
      end = text.indexOf('\n', start);
      if (end < 0) end = text.length();
      String line = text.substring(start, end);
      Matcher magic = MAGIC.matcher(line);
      int sign = start + indent(line);
      boolean command =
          masked.startsWith("!", sign)
              && ";}".indexOf(before) >= 0
              && line.strip().length() > 1
              && !isNegation(line.strip(), masked.substring(0, start), variable);
      boolean named =
          masked.startsWith("%", sign)
              && magic.matches()
              && (";{}".indexOf(before) >= 0 || known.contains(magic.group(1)) && !continues(line));
      if (depth <= 0 && (command || named) && magic.matches()) {
        boolean whole = magic.group(1).startsWith("%%") && masked.substring(0, start).isBlank();
        while (command && line.endsWith("\\") && end < text.length()) { // a command goes on
          int next = text.indexOf('\n', end + 1);
          end = next < 0 ? text.length() : next;
          line = text.substring(start, end);
        }
        if (command) {
          String said = line.strip().substring(1).strip();
          all.add(new Found("!", said, start, end, false));
        } else all.add(new Found(magic.group(1), magic.group(2).strip(), start, end, whole));
        if (whole) return all;
        // what the line holds is no Java: it opens no comment and no string
        for (int i = start; i < end; i++) java.setCharAt(i, ' ');
        masked = Masked.of(java.toString());
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
    return all;
  }

  /** Whether this is Java: an operand, or a variable that there is or that was named above. */
  private static boolean isNegation(String line, String above, Predicate<String> variable) {
    if (NEGATION.matcher(line).matches()) return true;
    Matcher name = NAME.matcher(line);
    if (!name.matches()) return false;
    String first = name.group(1);
    return first.equals("true")
        || first.equals("false")
        || name.group(2) != null && Character.isUpperCase(first.charAt(0))
        || Pattern.compile("(?<![\\p{L}\\p{N}_$])" + Pattern.quote(first) + "(?![\\p{L}\\p{N}_$])")
            .matcher(above)
            .find()
        || variable.test(first);
  }

  private static int indent(String line) {
    int i = 0;
    while (i < line.length() && line.charAt(i) <= ' ') i++;
    return i;
  }

  /** After an unfinished line, only {@code %name} without a space behind % and with one after. */
  private static boolean continues(String line) {
    return !line.strip().matches("%%?[A-Za-z]+(\\s+[^\\s=+*/&|<>?:;.)].*)?");
  }

  private static void code(List<CellPart> parts, CellText cell, int from, int to) {
    if (!cell.text().substring(from, to).isBlank()) parts.add(new Code(cell.part(from, to)));
  }
}
