package flowlab.kernel.shell;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Types of a cell that need each other. JShell takes one declaration after the other and waits for
 * names that are missing, but before JDK 19 it refuses at once what overrides a method of a type
 * that is still missing, or is not sealed below one. So such types are declared twice: first with
 * these words loosened, and, when all are there, as they stand.
 *
 * @param types in the order of their declaration
 */
record TypeCycle(List<Piece> types) {
  private static final Pattern STRICT = Pattern.compile("@Override\\b|\\bnon-sealed\\b");

  /** The knot that a type is part of, if it is part of one. */
  static Optional<TypeCycle> of(Piece type, List<Piece> pieces) {
    if (Runtime.version().feature() >= 19) return Optional.empty();
    List<Piece> types =
        pieces.stream()
            .filter(piece -> piece.kind() == Piece.Kind.TYPE)
            .filter(piece -> reaches(type, piece, pieces) && reaches(piece, type, pieces))
            .toList();
    return types.size() < 2 ? Optional.empty() : Optional.of(new TypeCycle(types));
  }

  private static boolean reaches(Piece from, Piece to, List<Piece> pieces) {
    Set<Piece> reached = new HashSet<>();
    var next = new ArrayList<>(List.of(from));
    while (!next.isEmpty()) {
      Piece piece = next.remove(next.size() - 1);
      if (!reached.add(piece)) continue;
      for (Piece other : pieces) {
        boolean used = other.declares().stream().anyMatch(piece.uses()::contains);
        if (used && other.kind() == Piece.Kind.TYPE) next.add(other);
      }
    }
    return reached.contains(to);
  }

  Set<String> names() {
    return types.stream().flatMap(type -> type.declares().stream()).collect(Collectors.toSet());
  }

  /** A type as it can be declared before the others are there. */
  static Piece loosened(Piece type) {
    var text = new StringBuilder(type.text());
    Matcher strict = STRICT.matcher(Masked.of(type.text()));
    while (strict.find()) {
      String loose = strict.group().equals("non-sealed") ? "final" : "";
      text.replace(
          strict.start(),
          strict.end(),
          loose + " ".repeat(strict.group().length() - loose.length()));
    }
    return type.withText(text.toString());
  }
}
