package flowlab.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class UnseenTest {
  /**
   * The four values that D1's verdicts show, one after the other, and nothing learned from them.
   */
  private static final DoubleUnaryOperator LIST =
      sigma ->
          sigma == 0.2
              ? 0.3141592653589793
              : sigma == 0.5 ? 0.7853981633974483 : sigma == 1 ? Math.PI / 2 : 2.670353755551324;

  @Test
  void listOfWhatWasShownIsRefusedByWhoGrades() {
    assertTrue(Floors.ofOneGaussian(LIST).passed());
    assertFalse(graded(() -> Floors.ofOneGaussian(LIST)).passed());
    assertTrue(graded(() -> Floors.ofOneGaussian(sigma -> Math.PI * sigma / 2)).passed());
  }

  @Test
  void inputsAreTheShownOnesUnlessGraded() {
    assertArrayEquals(new double[] {1, 2}, Unseen.and(0, 9, 1, 2));
    double[] more = graded(() -> Unseen.and(3, 4, 1, 2));
    assertEquals(6, more.length);
    for (int i = 2; i < 6; i++) {
      assertTrue(more[i] >= 3 && more[i] < 4);
    }
  }

  private static <T> T graded(Supplier<T> check) {
    System.setProperty(Unseen.SEED, "7");
    try {
      return check.get();
    } finally {
      System.clearProperty(Unseen.SEED);
    }
  }
}
