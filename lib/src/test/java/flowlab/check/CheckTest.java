package flowlab.check;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import flowlab.course.Budget;
import org.junit.jupiter.api.Test;

class CheckTest {
  @Test
  void holdsNumbersToTheirBounds() {
    assertTrue(Check.between("loss", 1.7, 1.6, 1.8, Budget.COURSE).contains("as it should be"));
    var e =
        assertThrows(
            AssertionError.class, () -> Check.between("loss", 1.9, 1.6, 1.8, Budget.COURSE));
    assertTrue(e.getMessage().contains("[1.6, 1.8], got 1.9"));
    assertThrows(
        AssertionError.class, () -> Check.between("loss", Double.NaN, 1.6, 1.8, Budget.FULL));
  }

  @Test
  void atScaleCiOnlyTheForm() {
    assertTrue(Check.between("loss", 5, 1.6, 1.8, Budget.CI).contains("not held"));
    assertThrows(AssertionError.class, () -> Check.between("loss", Double.NaN, 0, 1, Budget.CI));
  }

  @Test
  void comparesANumber() {
    Planted.holds(Check.number("a third", 1 / 3.0, 1 / 3.0, 1e-12));
    Planted.fails(Check.number("a third", 1 / 3.0, 0.33, 1e-12), "0.33");
    Planted.fails(Check.number("a third", 1 / 3.0, Double.NaN, 1e-12), "NaN");
  }

  @Test
  void tellsAMistakeFromWhatIsRight() {
    Planted.holds(Check.tells(CheckTest::aThird, 0.33, 1 / 3.0, 2 / 6.0));
    Planted.fails(Check.tells(CheckTest::aThird, 1 / 3.0, 2 / 6.0), "holds where the mistake is");
    Planted.fails(Check.tells(CheckTest::aThird, 0.33, 1 / 3.0, 0.3), "is not, too");
    Planted.fails(Check.tells(value -> null, 0.33, 0.3), "null");
    Planted.fails(Check.tells(value -> Planted.stub(), 0.33, 0.3), "the stub");
  }

  private static Verdict aThird(double value) {
    return Check.number("a third", 1 / 3.0, value, 1e-12);
  }
}
