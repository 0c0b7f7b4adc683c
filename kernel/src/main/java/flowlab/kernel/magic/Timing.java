package flowlab.kernel.magic;

import flowlab.kernel.cell.CellRunner;
import flowlab.kernel.cell.Magic;
import flowlab.kernel.cell.MagicException;
import flowlab.kernel.shell.CellText;
import flowlab.kernel.shell.Masked;
import flowlab.kernel.shell.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** {@code %time} and {@code %timeit}. */
final class Timing {
  private static final int ROUNDS = 11;
  private static final double BATCH_NANOS = 1e8;

  private final CellRunner cells;

  Timing(CellRunner cells) {
    this.cells = cells;
  }

  Outcome once(CellText code) throws MagicException {
    requireCode("%time", code);
    long start = System.nanoTime();
    Outcome outcome = cells.run(code);
    if (!(outcome instanceof Outcome.Failure)) {
      System.out.println(duration(System.nanoTime() - start));
    }
    return outcome;
  }

  /** Compiles once, as the body of a loop; warms up; then times batches of a tenth of a second. */
  Outcome often(CellText code) throws MagicException {
    requireCode("%timeit", code);
    String body = code.text().strip();
    String bare = body.replaceAll(";$", "");
    Outcome probe = loop(body, 1);
    // an expression's value must go somewhere, or it is not a statement; one without needs its end
    for (String form : List.of("var timed$ = " + bare + ";", bare + ";")) {
      if (probe instanceof Outcome.Value) break;
      body = form;
      probe = loop(body, 1);
    }
    if (!(probe instanceof Outcome.Value)) return cells.run(code); // which says what is wrong
    long repeats = 1;
    double nanos = nanos(probe);
    while (nanos < BATCH_NANOS && repeats < 1_000_000_000L) {
      repeats *= Math.max(2, (long) Math.min(10, BATCH_NANOS / Math.max(1, nanos)));
      Outcome outcome = loop(body, repeats);
      if (!(outcome instanceof Outcome.Value)) return outcome;
      nanos = nanos(outcome);
    }
    double[] each = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      Outcome outcome = loop(body, repeats);
      if (!(outcome instanceof Outcome.Value)) return outcome;
      each[i] = nanos(outcome) / repeats;
    }
    Arrays.sort(each);
    String spread = duration(each[ROUNDS / 4]) + " to " + duration(each[ROUNDS * 3 / 4]);
    System.out.println(
        duration(each[ROUNDS / 2])
            + String.format(" median, %s in half of %d rounds of %,d", spread, ROUNDS, repeats));
    return Magic.NOTHING;
  }

  private static void requireCode(String name, CellText code) throws MagicException {
    String text = Masked.of(code.text()).strip();
    if (text.isEmpty()) throw new MagicException(name + " needs code to time");
    if (text.matches("-\\w+\\s+\\w.*")) {
      throw new MagicException(name + " has no options; it finds by itself how often to run");
    }
    if (text.endsWith("{") || text.endsWith("(")) {
      String whole = "%" + name;
      throw new MagicException(
          name + " times one line; " + whole + " on the first line of a cell times all of it");
    }
  }

  private Outcome loop(String body, long repeats) {
    String loop =
        "((java.util.function.LongUnaryOperator) n$ -> { try { long t$ = System.nanoTime();"
            + " for (long i$ = 0; i$ < n$; i$++) { "
            + body
            + " } return System.nanoTime() - t$; } catch (Exception e$) { throw new"
            + " RuntimeException(e$); } }).applyAsLong("
            + repeats
            + "L)";
    return cells.run(new CellText(0, 1, loop));
  }

  private static double nanos(Outcome outcome) {
    return ((Number) Objects.requireNonNull(((Outcome.Value) outcome).value())).doubleValue();
  }

  static String duration(double nanos) {
    if (nanos < 1e3) return String.format(Locale.ROOT, "%.1f ns", nanos);
    if (nanos < 1e6) return String.format(Locale.ROOT, "%.1f µs", nanos / 1e3);
    if (nanos < 1e9) return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    return String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
  }
}
