package flowlab.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import flowlab.Interpolant;
import flowlab.data.GaussianMixture;
import flowlab.exact.ExactMixture;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final ExactMixture EXACT =
      new ExactMixture(
          new GaussianMixture(new double[] {1}, new double[][] {{1, 2}}, new double[] {0.5}),
          Interpolant.linear());

  @Test
  void isShownInTextAndHtml() {
    Verdict right = Check.field("A2", EXACT, EXACT);
    assertTrue(right.toString().startsWith("✓ A2"), right.toString());
    assertTrue(right.fact("worst").contains("of 240 values"), right.toString());
    Verdict wrong = Check.field("A2", (x, t) -> x, EXACT);
    String html = wrong.mimeBundle().get("text/html").toString();
    assertTrue(html.contains("✗ A2") && html.contains("<td") && html.contains("expected"), html);
    assertTrue(wrong.fact("where").startsWith("t = 0."), wrong.toString());
    assertEquals(wrong.toString(), wrong.mimeBundle().get("text/plain"));
    assertTrue(right.toString().contains(right.claim()), right.toString());
    assertTrue(wrong.toString().startsWith("✗ A2  does not hold yet"), wrong.toString());
    assertFalse((wrong + html).contains(wrong.claim()), html); // it would give the answer away
    assertFalse(new Verdict("X", "a < b & c", true, List.of(), "").html().contains("a < b"));
  }

  @Test
  void reportsThrowWithWhatFailed() {
    Verdict right = Check.field("A1", (x, t) -> EXACT.score(x, t.getDouble(0)), EXACT);
    Verdict wrong = Check.field("A3", (x, t) -> x, EXACT);
    assertTrue(Check.all(right).orThrow().passed());
    var e = assertThrows(CheckFailed.class, () -> Check.all(right, wrong).orThrow());
    assertTrue(e.getMessage().contains("✗ A3") && !e.getMessage().contains("A1"), e.getMessage());
    String both = Check.all(right, wrong).mimeBundle().get("text/html").toString();
    assertTrue(both.contains("✓ A1") && both.contains("✗ A3"), both);
    assertTrue(Check.field("A4", (x, t) -> EXACT.score(x, t.getDouble(0)), EXACT).passed());
    var unknown =
        assertThrows(IllegalArgumentException.class, () -> Check.field("A9", EXACT, EXACT));
    assertTrue(unknown.getMessage().contains("got A9"), unknown.getMessage());
  }

  /** What the reader's code throws is told; a stop is a stop. */
  @Test
  void whatWasThrownIsTold() {
    Verdict verdict =
        Check.field(
            "A2",
            (x, t) -> {
              throw new ArithmeticException("by zero");
            },
            EXACT);
    assertTrue(verdict.toString().contains("it threw java.lang.ArithmeticException: by zero"));
    assertThrows(
        CancellationException.class,
        () ->
            Check.field(
                "A2",
                (x, t) -> {
                  throw new CancellationException();
                },
                EXACT));
  }
}
