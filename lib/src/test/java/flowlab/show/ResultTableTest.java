package flowlab.show;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ResultTableTest {
  @Test
  void fourDigits() {
    assertEquals("0.05312", ResultTable.number(0.053123));
    assertEquals("1.550", ResultTable.number(1.549838701284692));
    assertEquals("12350", ResultTable.number(12_345.6));
    assertEquals("2.398e-05", ResultTable.number(2.3981e-5));
    assertEquals("3", ResultTable.number(3));
    assertEquals("NaN", ResultTable.number(Double.NaN));
  }

  @Test
  void rows() {
    var table = ResultTable.of("a < b", "n", "error").row(20, 0.5).row(1_000, 1 / 3.0);
    assertArrayEquals(new double[] {0.5, 1 / 3.0}, table.numbers("error"));
    assertEquals("a < b\n    n    error\n   20   0.5000\n1,000   0.3333", table.toString());
    var html = (String) table.mimeBundle().get("text/html");
    assertTrue(html.contains("a &lt; b") && html.contains("0.3333"), html);
    assertThrows(IllegalArgumentException.class, () -> table.row(1));
    assertThrows(IllegalArgumentException.class, () -> table.numbers("other"));
  }
}
