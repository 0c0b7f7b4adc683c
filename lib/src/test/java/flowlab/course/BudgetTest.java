package flowlab.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BudgetTest {
  @Test
  void scalesAreParsed() {
    assertEquals(Budget.COURSE, Budget.parse(null));
    assertEquals(Budget.COURSE, Budget.parse(""));
    assertEquals(Budget.CI, Budget.parse("ci"));
    assertEquals(Budget.FULL, Budget.parse(" Full "));
    var e = assertThrows(IllegalArgumentException.class, () -> Budget.parse("huge"));
    assertTrue(e.getMessage().contains("ci, course or full"), e.getMessage());
  }
}
