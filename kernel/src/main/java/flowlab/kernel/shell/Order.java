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
    for (Piece other : pieces) {
      boolean needed = other.declares().stream().anyMatch(name -> misses(piece, name));
      if (needed && other.isDefinition()) take(other);
    }
    order.add(piece);
  }

  /** Whether a piece needs a name that neither it nor what comes before it declares. */
  private boolean misses(Piece piece, String name) {
    return piece.uses().contains(name)
        && !piece.permits().contains(name)
        && !piece.declares().contains(name)
        && order.stream().noneMatch(before -> before.declares().contains(name));
  }
}
