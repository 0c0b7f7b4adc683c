package flowlab.check;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A check is worth something if it holds for the right answer and for no wrong one. */
final class Planted {
  private Planted() {}

  static void holds(Verdict verdict) {
    assertTrue(verdict.passed(), verdict.toString());
    assertTrue(verdict.orThrow() == verdict);
  }

  /** It fails, and the verdict says so with these words. */
  static void fails(Verdict verdict, String... words) {
    assertFalse(verdict.passed(), "not noticed: " + verdict);
    assertThrows(CheckFailed.class, verdict::orThrow);
    for (String word : words) {
      assertTrue(verdict.toString().contains(word), "expected '" + word + "' in " + verdict);
    }
  }

  static <T> T stub() {
    throw new UnsupportedOperationException("your turn");
  }
}
