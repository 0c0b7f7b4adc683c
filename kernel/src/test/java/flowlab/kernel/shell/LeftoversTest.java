package flowlab.kernel.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LeftoversTest {
  private static Object value(Shell shell, String cell) {
    Outcome outcome = shell.evaluate(new CellText(1, 1, cell));
    return assertInstanceOf(Outcome.Value.class, outcome, cell + ": " + outcome).value();
  }

  private static void run(Shell shell, String cell) {
    Outcome outcome = shell.evaluate(new CellText(1, 1, cell));
    assertInstanceOf(Outcome.Nothing.class, outcome, cell + ": " + outcome);
  }

  /** What has run is let go of; what a cell can name stays, with all that is inside of it. */
  @Test
  void aLongSessionKeepsWhatItCanName() {
    try (var shell = new Shell()) {
      run(shell, "import java.util.function.*; import java.util.*;");
      run(shell, "record Point(int x) { enum Side { LEFT } static class In { int v = 5; } }");
      run(shell, "sealed interface Shape permits Disc {} record Disc(int r) implements Shape {}");
      run(shell, "int twice(int n) { return 2 * n; } int n = 0;");
      run(shell, "var odd = new Object() { int k = 3; }; IntUnaryOperator f = i -> i + 7;");
      run(shell, "Object local; { record Hidden(int h) {} local = new Hidden(4); }");
      run(shell, "IntUnaryOperator fails = i -> i / 0; Object old = fails; int twice = 1;");
      assertInstanceOf(
          Outcome.Failure.class,
          shell.evaluate(new CellText(1, 1, "var late = List.of(1).get(2);")));
      for (int i = 0; i < 400; i++) run(shell, "n += 1; var t = new int[" + i + "]; n--;");
      int kept = shell.compiledClasses();
      assertTrue(kept > 10 && kept < 200, "classes kept: " + kept);
      assertEquals(5, value(shell, "new Point.In().v"));
      assertEquals("LEFT", value(shell, "Point.Side.LEFT.name()"));
      assertEquals(1, value(shell, "Shape s = new Disc(1); ((Disc) s).r()"));
      assertEquals(399 + 3 + 8, value(shell, "t.length + odd.k + f.applyAsInt(1)"));
      assertEquals("Hidden[h=4]", value(shell, "local.toString()"));
      assertEquals(7, value(shell, "int late = 7; late"));
      run(shell, "IntUnaryOperator fails = i -> i;");
      assertInstanceOf(
          Outcome.Failure.class,
          shell.evaluate(new CellText(1, 1, "((IntUnaryOperator) old).applyAsInt(1)")));
      assertEquals(42, value(shell, "twice(21)"));
      run(shell, "record Point(int x, int y) {}"); // and can be declared anew
      assertEquals(3, value(shell, "new Point(1, 2).x() + new Point(1, 2).y()"));
    }
  }
}
