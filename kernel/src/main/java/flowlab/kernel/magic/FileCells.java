package flowlab.kernel.magic;

import flowlab.kernel.shell.CellText;
import flowlab.kernel.shell.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code %load} and {@code %%writefile}: cells from and into files. */
final class FileCells {
  private final Cells cells;

  FileCells(Cells cells) {
    this.cells = cells;
  }

  Outcome load(String arguments) throws MagicException, IOException {
    Path file = file(arguments);
    if (!Files.isRegularFile(file)) {
      throw new MagicException("there is no file at " + file + " to load");
    }
    return cells.run(new CellText(0, 1, Files.readString(file)));
  }

  Outcome write(String arguments, CellText body) throws MagicException, IOException {
    Path file = file(arguments);
    Files.writeString(file, body.text());
    System.out.println("wrote " + file);
    return Magic.NOTHING;
  }

  private static Path file(String arguments) throws MagicException {
    var words = Words.of(arguments);
    if (words.size() != 1) throw new MagicException("name one file");
    return Path.of(words.get(0)).toAbsolutePath().normalize();
  }
}
