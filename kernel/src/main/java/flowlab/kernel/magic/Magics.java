package flowlab.kernel.magic;

import flowlab.kernel.shell.CellText;
import flowlab.kernel.shell.Outcome;
import flowlab.kernel.shell.Shell;
import java.util.Locale;

/** The magics that every kernel has: the list. */
public final class Magics {
  private Magics() {}

  public static Cells cells(Shell shell) {
    var cells = new Cells(shell);
    var jars = new Jars(shell);
    cells.register(
        "%jars", "%jars PATH…  load jars, globs or folders of jars", (a, b) -> jars.jars(a));
    cells.register(
        "%classpath",
        "%classpath PATH…  load jars or folders of classes", (a, b) -> jars.classpath(a));
    cells.register(
        "%time", "%time CODE  run code and say how long it took", (a, b) -> time(cells, a));
    cells.register(
        "%%time", "%%time  run the cell and say how long it took", (a, b) -> time(cells, b));
    cells.register("%lsmagic", "%lsmagic  this list", (a, b) -> list(cells));
    cells.register(
        "%maven",
        "%maven GROUP:ARTIFACT:VERSION…  load from a Maven repository",
        (a, b) -> {
          throw new MagicException(
              "%maven is not there yet: download the jar and load it with %jars");
        });
    return cells;
  }

  private static Outcome list(Cells cells) {
    cells.magics().values().forEach(entry -> System.out.println(entry.help()));
    return Magic.NOTHING;
  }

  private static Outcome time(Cells cells, String code) {
    return time(cells, new CellText(0, 1, code));
  }

  private static Outcome time(Cells cells, CellText code) {
    long start = System.nanoTime();
    Outcome outcome = cells.run(code);
    double ms = (System.nanoTime() - start) / 1e6;
    System.out.println(
        ms < 1000
            ? String.format(Locale.ROOT, "%.1f ms", ms)
            : String.format(Locale.ROOT, "%.2f s", ms / 1000));
    return outcome;
  }
}
