package flowlab.kernel.magic;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import flowlab.kernel.base.Json;
import flowlab.kernel.base.WholeFile;
import flowlab.kernel.cell.Arguments;
import flowlab.kernel.cell.CellRunner;
import flowlab.kernel.cell.Magic;
import flowlab.kernel.cell.MagicException;
import flowlab.kernel.shell.CellText;
import flowlab.kernel.shell.Outcome;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code %load} and {@code %%writefile}: cells from and into files. */
final class FileCells {
  private static final String NOTEBOOK = ".ipynb";
  private static final List<String> ENDINGS =
      List.of("", ".jsh", ".jshell", ".java", ".ijava", NOTEBOOK);
  private static final long LARGEST = 100_000_000;

  private final CellRunner cells;

  /** Of each thread, as several shells may load the same. */
  private final ThreadLocal<Set<Path>> loading = ThreadLocal.withInitial(HashSet::new);

  FileCells(CellRunner cells) {
    this.cells = cells;
  }

  /** A file of Java or a notebook, with its ending or without. */
  Outcome load(String arguments) throws MagicException, IOException {
    if (arguments.contains("://")) {
      throw new MagicException("%load reads files; download it first, for example with !curl -O");
    }
    Path file = found(file(Arguments.of(arguments)));
    String text = text(file);
    if (!loading.get().add(file)) throw new MagicException(file + " loads itself");
    try {
      return file.toString().endsWith(NOTEBOOK)
          ? notebook(file, text)
          : cells.run(CellText.ofFile(String.valueOf(file.getFileName()), text));
    } finally {
      loading.get().remove(file);
    }
  }

  private static Path found(Path file) throws MagicException {
    for (String ending : ENDINGS) {
      Path named = file.resolveSibling(file.getFileName() + ending);
      if (Files.isRegularFile(named)) return named;
    }
    throw new MagicException(
        Files.isDirectory(file)
            ? file + " is a folder; name a file in it"
            : "there is no file at " + file + " to load");
  }

  private static String text(Path file) throws MagicException, IOException {
    if (Files.size(file) > LARGEST) {
      throw new MagicException(file + " is too large to be a program");
    }
    try {
      String text = Files.readString(file);
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new MagicException(file + " is no text in UTF-8");
    }
  }

  /** Its code cells, one after the other; what they show is shown, their values are not. */
  private Outcome notebook(Path file, String text) throws MagicException {
    Map<String, Object> notebook;
    try {
      notebook = Json.read(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new MagicException(file + " is no notebook: " + e.getMessage());
    }
    Map<String, Object> metadata = Json.object(notebook, "metadata");
    String language =
        Json.text(
            Json.object(metadata, "language_info"),
            "name",
            Json.text(Json.object(metadata, "kernelspec"), "language", "java"));
    if (!language.equalsIgnoreCase("java")) {
      throw new MagicException(file + " is a notebook for " + language + ", not for Java");
    }
    if (!(notebook.get("cells") instanceof List<?> all)) {
      throw new MagicException(file + " has no cells; open it in JupyterLab and save it there");
    }
    int number = 0;
    for (Object each : all) {
      if (!(each instanceof Map<?, ?> cell) || !"code".equals(cell.get("cell_type"))) continue;
      String place = file.getFileName() + " code cell " + ++number;
      Outcome outcome = cells.run(CellText.ofFile(place, source(cell.get("source"))));
      if (outcome instanceof Outcome.Failure failure) return failure;
    }
    return Magic.NOTHING;
  }

  /** One text, or its lines. */
  private static String source(@Nullable Object source) {
    return source instanceof List<?> lines
        ? lines.stream().map(String::valueOf).collect(Collectors.joining())
        : String.valueOf(source);
  }

  Outcome write(String arguments, CellText body) throws MagicException, IOException {
    List<String> words = new ArrayList<>(Arguments.of(arguments));
    boolean appends = words.remove("-a");
    Path file = file(words);
    Path folder = file.resolveSibling("");
    if (!Files.isDirectory(folder)) {
      throw new MagicException("there is no folder " + folder + "; make it first");
    }
    String text = body.text().endsWith("\n") ? body.text() : body.text() + "\n";
    if (appends) Files.writeString(file, text, CREATE, APPEND);
    else WholeFile.write(file, text);
    System.out.println((appends ? "added to " : "wrote ") + file);
    return Magic.NOTHING;
  }

  private static Path file(List<String> words) throws MagicException {
    if (words.size() != 1) {
      throw new MagicException("name one file, in quotes where its name has blanks");
    }
    return Path.of(words.get(0)).toAbsolutePath().normalize();
  }
}
