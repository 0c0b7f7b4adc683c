package flowlab.kernel.shell;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import jdk.jshell.Diag;

/**
 * What the compiler says of a place in a cell.
 *
 * @param start where the wrong part begins in the cell's text
 * @param at where exactly it is wrong
 * @param end where the wrong part ends
 */
record Problem(String code, String message, int start, int at, int end) {
  private static final String UNFINISHED = "unfinished";

  private static final Pattern MISSING = Pattern.compile("\n *symbol: +(.+)");

  private static final Set<String> OPEN =
      Set.of(
          "compiler.err.premature.eof",
          "compiler.err.unclosed.comment",
          "compiler.err.unclosed.text.block");

  /** Of a cell's text whose places are those in the source file and so many more. */
  static Problem of(Diagnostic<?> diagnostic, int offset) {
    int at = (int) diagnostic.getPosition() + offset;
    int start = (int) diagnostic.getStartPosition() + offset;
    boolean within = start >= 0 && start <= at; // not all of what is around the cell
    return new Problem(
        diagnostic.getCode(),
        diagnostic.getMessage(Locale.ENGLISH),
        within ? start : at,
        at,
        within ? (int) diagnostic.getEndPosition() + offset : at);
  }

  /** Of a piece that JShell refused. */
  static Problem of(Diag diag, Piece piece) {
    return new Problem(
        diag.getCode(),
        diag.getMessage(Locale.ENGLISH),
        piece.placeOf(diag.getStartPosition()),
        piece.placeOf(diag.getPosition()),
        piece.placeOf(diag.getEndPosition()));
  }

  /** In one line, with the name that is not found. */
  String inOneLine() {
    String first = message.split("\n", 2)[0];
    Matcher missing = MISSING.matcher(message);
    return missing.find() ? first + ": " + missing.group(1) : first;
  }

  /** Not wrong in a cell: an expression may stand alone there. */
  boolean isLoneExpression() {
    return code.equals("compiler.err.not.stmt");
  }

  /** Says of a method that it does not override one. */
  boolean isFalseOverride() {
    return code.equals("compiler.err.method.does.not.override.superclass");
  }

  boolean isUnresolved() {
    return code.startsWith("compiler.err.cant.resolve");
  }

  /** Of an interface or abstract class that was made final to be declared. */
  boolean isLoosened() {
    return code.equals("compiler.err.illegal.combination.of.modifiers");
  }

  /** Something must follow where this is met. */
  boolean isMissing() {
    return code.startsWith("compiler.err.expected") || code.equals(UNFINISHED);
  }

  /** Whether more text, after a text that ends here, could mend it. */
  boolean isOpen(int end) {
    return at >= end || OPEN.contains(code);
  }

  /** A text that ends before what it begins. */
  static Problem unfinished(int at) {
    return new Problem(UNFINISHED, "the cell ends before this is finished", at, at, at);
  }

  /** Java allows it, JShell does not. */
  static Problem untieable(int at, int end) {
    String message =
        "before JDK 19 a cell can declare only some types that need each other, and not these;"
            + " run this kernel on a newer JDK";
    return new Problem("knot", message, at, at, end);
  }

  static Problem outside(String word, int at) {
    String message = word + " stands outside of a method";
    return new Problem("outside", message, at, at, at + word.length());
  }

  static Problem passedOver(int at) {
    return new Problem("passed over", "this was not understood", at, at, at + 1);
  }

  static Problem unopened(int at) {
    return new Problem("unopened", "there is nothing open that this could close", at, at, at + 1);
  }
}
