package flowlab.kernel.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis;

/**
 * One snippet of a cell.
 *
 * @param start where it begins in the cell's text
 * @param text as it stands in the cell, up to its last significant character
 * @param complete as JShell wants it, with the semicolon that may be missing
 */
record Piece(int start, String text, String complete, Kind kind) {
  enum Kind {
    DECLARATION,
    STATEMENT,
    EXPRESSION,
    /** JShell will say what is wrong with it. */
    BROKEN
  }

  private static final Set<String> STATEMENTS =
      Set.of("if", "for", "while", "do", "try", "switch", "synchronized", "throw", "assert");
  private static final Set<String> DECLARATIONS =
      Set.of(
          "class",
          "interface",
          "enum",
          "import",
          "package",
          "static",
          "final",
          "abstract",
          "public",
          "private",
          "protected",
          "strictfp",
          "native",
          "default",
          "sealed",
          "non");
  private static final Set<String> NO_TYPES = Set.of("new", "return", "yield", "break", "continue");

  private static final Pattern WORD = Pattern.compile("^[\\w$]+");
  private static final Pattern LABEL = Pattern.compile("^[\\w$]+\\s*:(?!:)");

  /** A type, a name, and what may follow the name in a declaration. */
  private static final Pattern DECLARATION =
      Pattern.compile(
          "^[\\w$]+(\\s*\\.\\s*[\\w$]+)*(\\s*<[^;=()]*>)?(\\s*\\.\\s*[\\w$]+)*(\\s*\\[\\s*\\]|\\s+@[\\w$.]+)*"
              + "(\\s+|(?<=[>\\]])\\s*)[\\w$]+(\\s*\\[\\s*\\])*\\s*([=;,(<{]|$)");

  boolean endsWithSemicolon() {
    return text.endsWith(";");
  }

  /** The text as a statement among others. */
  String asStatement() {
    boolean closed = text.endsWith(";") || kind == Kind.STATEMENT && text.endsWith("}");
    return closed ? text : text + ";";
  }

  String asExpression() {
    return endsWithSemicolon() ? text.substring(0, text.length() - 1) : text;
  }

  int end() {
    return start + text.length();
  }

  /** Splits a cell where JShell would. */
  static List<Piece> split(String cell, SourceCodeAnalysis analysis) {
    var pieces = new ArrayList<Piece>();
    String masked = Masked.of(cell);
    String rest = cell;
    while (!rest.isBlank()) {
      var info = analysis.analyzeCompletion(rest);
      int from = cell.length() - rest.length();
      boolean whole = info.completeness().isComplete() && info.source() != null;
      int to = whole ? cell.length() - info.remaining().length() : cell.length();
      while (from < to && masked.charAt(from) <= ' ') from++;
      while (to > from && masked.charAt(to - 1) <= ' ') to--;
      if (from < to) {
        Kind kind = whole ? kind(masked.substring(from, to)) : Kind.BROKEN;
        String text = cell.substring(from, to);
        String complete = whole ? completed(text, info.completeness()) : text;
        pieces.add(new Piece(from, text, complete, kind));
      }
      rest = whole ? info.remaining() : "";
    }
    return pieces;
  }

  private static String completed(String text, SourceCodeAnalysis.Completeness completeness) {
    boolean missing = completeness == SourceCodeAnalysis.Completeness.COMPLETE_WITH_SEMI;
    return missing ? text + ";" : text;
  }

  static Kind kind(String masked) {
    var word = WORD.matcher(masked);
    String first = word.find() ? word.group() : masked.substring(0, 1);
    if (STATEMENTS.contains(first) || first.equals("{") || LABEL.matcher(masked).find()) {
      return Kind.STATEMENT;
    }
    if (DECLARATIONS.contains(first) || first.equals("@") || first.equals("<")) {
      return Kind.DECLARATION;
    }
    boolean declares = !NO_TYPES.contains(first) && DECLARATION.matcher(masked).find();
    return declares ? Kind.DECLARATION : Kind.EXPRESSION;
  }
}
