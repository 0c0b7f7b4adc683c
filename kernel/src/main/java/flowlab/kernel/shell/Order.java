package flowlab.kernel.shell;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The order in which the pieces of a cell are evaluated. */
final class Order {
  private final List<Piece> pieces;
  private final List<Piece> order = new ArrayList<>();
  private final Set<Piece> begun = new HashSet<>();

  private Order(List<Piece> pieces) {
    this.pieces = pieces;
  }

  /**
   * The order of the text, except that a method or type that stands below its first use comes just
   * before it: in a class, too, these may stand anywhere.
   */
  static List<Piece> asInAClass(List<Piece> pieces) {
    var order = new Order(pieces);
    pieces.forEach(order::take);
    return order.order;
  }

  private void take(Piece piece) {
    if (!begun.add(piece)) return;
    int at = pieces.indexOf(piece);
    for (Piece below : pieces.subList(at + 1, pieces.size())) {
      if (below.isDefinition() && below.declares().stream().anyMatch(name -> misses(at, name))) {
        take(below);
      }
    }
    order.add(piece);
  }

  /** Whether a piece uses a name that none before it, nor itself, declares. */
  private boolean misses(int at, String name) {
    return pieces.get(at).uses().contains(name)
        && pieces.subList(0, at + 1).stream().noneMatch(piece -> piece.declares().contains(name));
  }
}
