package flowlab.kernel.magic;

import static java.io.File.pathSeparator;

import flowlab.kernel.api.Notebook;
import flowlab.kernel.cell.CellRunner;
import flowlab.kernel.cell.Magic;
import flowlab.kernel.shell.CellText;
import flowlab.kernel.shell.Outcome;
import flowlab.kernel.shell.Shell;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The magics that every kernel has: the list. */
public final class Magics {
  private Magics() {}

  public static CellRunner cells(Shell shell) {
    var cells = new CellRunner(shell);
    var extensions = new Extensions(shell, cells);
    cells.before(extensions::named);
    var jars = new Jars(shell, extensions);
    String first = System.getenv("FLOWLAB_KERNEL_CLASSPATH"); // before all that cells will load
    if (first != null) jars.addUnseen(Stream.of(first.split(pathSeparator)).map(Path::of).toList());
    var maven = new Maven(shell, jars);
    shell.sources().ask(maven::sources);
    var timing = new Timing(cells);
    var variables = new Variables(shell);
    var files = new FileCells(cells);
    cells.register("%jars", "PATH…  load jars, globs or folders of jars", (a, b) -> jars.jars(a));
    cells.register(
        "%classpath", "PATH…  load jars, or folders of classes", (a, b) -> jars.classpath(a));
    cells.register(
        "%maven",
        "[-o] [-U] [-r URL] [-x G:A] GROUP:ARTIFACT:VERSION…  load from repositories",
        (a, b) -> maven.coordinates(a));
    cells.register(
        "%mavenRepo", "ID URL  look in this repository too", (a, b) -> maven.repository(a));
    for (String name : List.of("%addMavenDependency", "%addMavenDependencies")) { // IJava's words
      cells.register(name, "  as %maven", (a, b) -> maven.coordinates(a));
    }
    cells.register("%addMavenRepo", "  as %mavenRepo", (a, b) -> maven.repository(a));
    cells.register("%loadFromPOM", "FILE  load what a POM depends on", (a, b) -> maven.pom(a));
    cells.register("%%loadFromPOM", "  load what a POM, the cell, depends on", maven::pom);
    cells.register(
        "%time", "CODE  run code and say how long it took", (a, b) -> timing.once(line(a)));
    cells.register("%%time", "  run the cell and say how long it took", (a, b) -> timing.once(b));
    cells.register(
        "%timeit", "CODE  run code many times: median and spread", (a, b) -> timing.often(line(a)));
    cells.register("%%timeit", "  run the cell many times", (a, b) -> timing.often(b));
    cells.register("%vars", "  the variables, their types and values", (a, b) -> variables.table());
    cells.register(
        "%load",
        "FILE  run the Java of a file, or the code cells of a notebook", (a, b) -> files.load(a));
    cells.register(
        "%%writefile",
        "[-a] FILE  write the cell into a file, or add it", (a, b) -> files.write(a, b));
    cells.register("%env", "[NAME]  environment variables", (a, b) -> Command.environment(a));
    cells.register("!", "COMMAND  run a command of the system", (a, b) -> Command.run(shell, a));
    for (String name : List.of("sh", "bash")) {
      cells.register(
          "%%" + name,
          "  run the cell as a script of the system's " + name,
          (a, b) -> Command.script(shell, name, b.text()));
    }
    for (String[] kind :
        new String[][] {
          {"%%html", "text/html"},
          {"%%markdown", "text/markdown"},
          {"%%javascript", "application/javascript"},
          {"%%latex", "text/latex"},
          {"%%svg", "image/svg+xml"}
        }) {
      cells.register(kind[0], "  show the cell as " + kind[1], (a, b) -> shown(b, kind[1]));
    }
    cells.register("%lsmagic", "  this list", (a, b) -> cells.list());
    cells.register("%help", "  this list", (a, b) -> cells.list());
    return cells;
  }

  /** {@code %%html} and its like: the cell is text of another kind. */
  private static Outcome shown(CellText body, String mime) {
    Notebook.display(body.text(), mime);
    return Magic.NOTHING;
  }

  private static CellText line(String code) {
    return new CellText(0, 1, code);
  }
}
