package flowlab.kernel.shell;

import flowlab.kernel.shell.Piece.Kind;
import java.util.ArrayList;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a cell with the compiler's own parser. A cell mixes what Java keeps apart: statements, as
 * in a method's body, and declarations, as in a class's. So its text is parsed in the place of the
 * one, as far as that goes, then in the place of the other, and so on. What neither can read is not
 * Java, and the one that came further says why.
 */
final class Reader {
  private final Parser parser = new Parser();

  Reading read(String cell) {
    String masked = Masked.of(cell).stripTrailing();
    var pieces = new ArrayList<Piece>();
    int at = 0;
    while ((at = significant(masked, at)) < masked.length()) {
      if (masked.startsWith("import", at)
          && !Character.isJavaIdentifierPart(next(masked, at + 6))) {
        pieces.add(imported(cell, masked, at));
      } else {
        Problem problem = null;
        int before = pieces.size();
        for (Parser.Place place : Parser.Place.values()) {
          Parser.Parsed found = parser.parse(place, cell, at, masked.length());
          pieces.addAll(found.pieces());
          if (pieces.size() > before) break;
          problem = further(problem, found.problem(), masked.length());
        }
        // nothing is left out in silence, even if the trees of it leave it out
        for (Piece piece : pieces.subList(before, pieces.size())) {
          int passed = significant(masked, at);
          if (passed < piece.start()) {
            return new Reading(pieces, Optional.of(Problem.passedOver(passed)), masked.length());
          }
          at = piece.end();
        }
        if (pieces.size() == before) {
          return new Reading(pieces, Optional.of(Objects.requireNonNull(problem)), masked.length());
        }
      }
      at = pieces.get(pieces.size() - 1).end();
    }
    // a comment without an end is blank to its last letter
    boolean comment = cell.indexOf("/*", masked.length()) >= 0;
    Optional<Problem> open =
        comment
            ? parser.parse(Parser.Place.BODY, cell, masked.length(), cell.length()).problem()
            : Optional.empty();
    return new Reading(pieces, open, masked.length());
  }

  /** The lines, from 1, on which the compiler begins a line of code. */
  NavigableSet<Integer> linesOfCode(String cell) {
    var text = new CellText(0, 1, cell);
    return read(cell).pieces().stream()
        .filter(piece -> piece.kind() != Kind.IMPORT)
        .flatMap(piece -> parser.code(cell, piece))
        .map(text::lineAt)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Passes over what means nothing. */
  private static int significant(String masked, int at) {
    while (at < masked.length() && (masked.charAt(at) <= ' ' || masked.charAt(at) == ';')) at++;
    return at;
  }

  private static char next(String masked, int at) {
    return at < masked.length() ? masked.charAt(at) : ' ';
  }

  /** An import ends with its semicolon, which may be missing at the end of a cell. */
  private static Piece imported(String cell, String masked, int at) {
    int semicolon = masked.indexOf(';', at);
    int end = semicolon < 0 ? masked.length() : semicolon + 1;
    return new Piece(
        at, cell.substring(at, end), Kind.IMPORT, Set.of(), Set.of(), Set.of(), Piece.NOTHING);
  }

  /** The one further on; where the text ends, all are equal. */
  private static @Nullable Problem further(
      @Nullable Problem one, Optional<Problem> other, int end) {
    boolean further =
        other.isPresent()
            && (one == null || Math.min(end, other.get().at()) > Math.min(end, one.at()));
    return further ? other.get() : one;
  }
}
