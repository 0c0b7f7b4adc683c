package flowlab.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import flowlab.nd.Seeds;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TableSamplerTest {
  private static final Table TABLE =
      Table.create(
          DoubleColumn.create("bill", 1.0, 2, 3, 6),
          IntColumn.create("flipper", 180, 190, 200, 230),
          StringColumn.create("island", "a", "b", "c", "d"),
          DoubleColumn.create("holes", 1.0, Double.NaN, 3, 4),
          DoubleColumn.create("flat", 7.0, 7, 7, 7));

  @Test
  void standardisationCanBeUndone() {
    TableSampler raw = TableSampler.of(TABLE, "bill", "flipper");
    TableSampler scaled = raw.standardised();
    assertArrayEquals(new double[] {3, 200}, scaled.mean(), 1e-12);
    assertArrayEquals(new double[] {Math.sqrt(3.5), Math.sqrt(350)}, scaled.deviation(), 1e-12);
    INDArray rows = scaled.points().all();
    assertEquals(0, rows.mean(0).amaxNumber().doubleValue(), 1e-12);
    assertTrue(rows.mul(rows).mean(0).equalsWithEps(Nd4j.createFromArray(1.0, 1), 1e-12));
    assertTrue(scaled.restore(rows).equalsWithEps(raw.points().all(), 1e-12));
    assertTrue(scaled.standardise(raw.points().all()).equalsWithEps(rows, 1e-12));
    TableSampler twice = scaled.standardised();
    assertTrue(twice.restore(rows).equalsWithEps(raw.points().all(), 1e-9));
  }

  @Test
  void drawsAreRowsOfTheTable() {
    INDArray x = TableSampler.of(TABLE, "flipper", "bill").sample(100, Seeds.generator(1));
    for (int i = 0; i < 100; i++) {
      assertEquals(170 + 10 * x.getDouble(i, 1), x.getDouble(i, 0), 1e-12);
    }
  }

  @Test
  void badInputTeaches() {
    assertMessage("numeric ones are [bill, flipper, holes, flat]", "beak");
    assertMessage("got island of type STRING", "island");
    assertMessage("dropRowsWithMissingValues", "holes");
    assertMessage("got none", new String[0]);
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> TableSampler.of(TABLE, "bill", "flat").standardised());
    assertTrue(e.getMessage().contains("flat is the same in all 4 rows"), e.getMessage());
  }

  private static void assertMessage(String part, String... columns) {
    var e = assertThrows(IllegalArgumentException.class, () -> TableSampler.of(TABLE, columns));
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }
}
