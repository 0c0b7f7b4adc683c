package flowlab.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import flowlab.nd.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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

  /** Each row is held out once, and none is fitted and judged at once, copies of it neither. */
  @Test
  void partsAreFoldsAndCopiesStayTogether() {
    double[] x = new double[700];
    Arrays.setAll(x, i -> i < 600 ? i : i - 600 + 0.0); // a hundred of them twice
    TableSampler all = TableSampler.of(Table.create(DoubleColumn.create("x", x)), "x");
    double[] seen = new double[600];
    for (int k = 0; k < 5; k++) {
      TableSampler.Split split = all.holdOut(k, 5, 7);
      assertEquals(140, split.heldOut().points().size(), 4);
      assertEquals(700, split.heldOut().points().size() + split.kept().points().size());
      Set<Double> kept = values(split.kept());
      for (double value : values(split.heldOut())) {
        assertFalse(kept.contains(value), "on both sides: " + value);
        seen[(int) value]++;
      }
    }
    double[] once = new double[600];
    Arrays.fill(once, 1);
    assertArrayEquals(once, seen);
    assertEquals(values(all.holdOut(1, 5, 7).heldOut()), values(all.holdOut(1, 5, 7).heldOut()));
    assertNotEquals(values(all.holdOut(1, 5, 7).heldOut()), values(all.holdOut(1, 5, 8).heldOut()));
  }

  @Test
  void tooFewToHoldAnyOut() {
    TableSampler four = TableSampler.of(TABLE, "bill");
    var e = assertThrows(IllegalArgumentException.class, () -> four.holdOut(0, 2, 1));
    assertTrue(e.getMessage().contains("got 4; bring more, or fit"), e.getMessage());
    double[] same = new double[1_000];
    TableSampler copies = TableSampler.of(Table.create(DoubleColumn.create("x", same)), "x");
    e = assertThrows(IllegalArgumentException.class, () -> copies.holdOut(0, 2, 1));
    assertTrue(e.getMessage().contains("got 1;"), e.getMessage());
  }

  /** A split keeps the units, so that both sides can be restored. */
  @Test
  void splitsCanBeRestored() {
    double[] x = new double[100];
    Arrays.setAll(x, i -> 3 * i);
    var split =
        TableSampler.of(Table.create(DoubleColumn.create("x", x)), "x")
            .standardised()
            .holdOut(0, 5, 1);
    for (double value : split.heldOut().restore(split.heldOut().points().all()).toDoubleVector()) {
      assertEquals(0, value / 3 - Math.rint(value / 3), 1e-9);
    }
  }

  @Test
  void someColumnsOfTheSameRows() {
    TableSampler both = TableSampler.of(TABLE, "bill", "flipper").standardised();
    TableSampler one = both.select("flipper");
    assertEquals(List.of("flipper"), one.columns());
    assertEquals(both.points().all().getColumn(1, true), one.points().all());
    assertEquals(230, one.restore(one.points().all()).getDouble(3), 1e-9);
    var e = assertThrows(IllegalArgumentException.class, () -> both.select("beak"));
    assertTrue(e.getMessage().contains("[bill, flipper], got \"beak\""), e.getMessage());
  }

  private static Set<Double> values(TableSampler rows) {
    return Arrays.stream(rows.points().all().toDoubleVector()).boxed().collect(Collectors.toSet());
  }
}
