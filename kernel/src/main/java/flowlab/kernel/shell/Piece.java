package flowlab.kernel.shell;

import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;

/**
 * One declaration, statement or expression of a cell.
 *
 * @param start where it begins in the cell's text
 * @param text as it stands in the cell, up to its last significant character
 * @param declares the names that it gives to the notebook
 * @param uses the simple names that stand in it
 * @param permits those of them that a sealed type lets extend it, and that come after it
 * @param added what JShell needs in it that the reader did not write, by its place in the text
 */
record Piece(
    int start,
    String text,
    Kind kind,
    Set<String> declares,
    Set<String> uses,
    Set<String> permits,
    SortedMap<Integer, String> added) {

  static final SortedMap<Integer, String> NOTHING = Collections.emptySortedMap();

  enum Kind {
    IMPORT,
    TYPE,
    METHOD,
    VARIABLE,
    STATEMENT,
    EXPRESSION
  }

  /** The same with another text of the same length. */
  Piece withText(String other) {
    return new Piece(start, other, kind, declares, uses, permits, added);
  }

  /** Whether it is run and leaves no name behind. */
  boolean isCode() {
    return kind == Kind.STATEMENT || kind == Kind.EXPRESSION;
  }

  /** Whether other declarations may need it before its turn: as in a class, their order is free. */
  boolean isDefinition() {
    return kind == Kind.TYPE || kind == Kind.METHOD;
  }

  boolean endsWithSemicolon() {
    return text.endsWith(";");
  }

  /** The text with the semicolon that may be missing at the end of a cell. */
  String complete() {
    boolean closed = endsWithSemicolon() || isDefinition();
    return closed || kind == Kind.STATEMENT && text.endsWith("}") ? text : text + ";";
  }

  /** The text for JShell. */
  String declaration() {
    var declaration = new StringBuilder(complete());
    int longer = 0;
    for (var each : added.entrySet()) {
      declaration.insert(each.getKey() + longer, each.getValue());
      longer += each.getValue().length();
    }
    return declaration.toString();
  }

  /** Where in the cell a place in {@link #declaration} stands. */
  int placeOf(long place) {
    int at = (int) Math.max(0, place);
    for (var each : added.entrySet()) {
      if (at > each.getKey()) at = Math.max(each.getKey(), at - each.getValue().length());
    }
    return start + Math.min(at, text.length());
  }

  String asExpression() {
    return endsWithSemicolon() ? text.substring(0, text.length() - 1) : text;
  }

  int end() {
    return start + text.length();
  }
}
