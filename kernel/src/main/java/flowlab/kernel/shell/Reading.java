package flowlab.kernel.shell;

import java.util.List;
import java.util.Optional;

/**
 * A cell as the compiler's parser reads it.
 *
 * @param pieces in the order of the text; they and the blanks and comments between them are all of
 *     it, up to the problem
 * @param problem what is not Java in it
 * @param end where its last significant character stands, and one more
 */
record Reading(List<Piece> pieces, Optional<Problem> problem, int end) {

  /** Whether it could become Java if more were written. */
  boolean isOpen() {
    return problem.isPresent() && problem.get().isOpen(end);
  }

  /** Where the piece begins that a cursor stands in. */
  int startAt(int cursor) {
    int start = 0;
    for (Piece piece : pieces) if (piece.end() < cursor) start = piece.end();
    return start;
  }
}
