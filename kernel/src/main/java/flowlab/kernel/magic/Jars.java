package flowlab.kernel.magic;

import flowlab.kernel.cell.Arguments;
import flowlab.kernel.cell.Magic;
import flowlab.kernel.cell.MagicException;
import flowlab.kernel.shell.Outcome;
import flowlab.kernel.shell.Shell;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** {@code %jars} and {@code %classpath}: makes jars visible to the cells that follow. */
final class Jars {
  private final Shell shell;
  private final Extensions extensions;
  private final Set<Path> loaded = new LinkedHashSet<>();

  Jars(Shell shell, Extensions extensions) {
    this.shell = shell;
    this.extensions = extensions;
  }

  /** {@code %jars PATH…}: jars, globs, or folders of jars. */
  Outcome jars(String arguments) throws MagicException, IOException {
    return load(arguments, true);
  }

  /** {@code %classpath PATH…}: the same, but a folder stands for the classes in it. */
  Outcome classpath(String arguments) throws MagicException, IOException {
    return load(arguments, false);
  }

  private Outcome load(String arguments, boolean jarsInFolders) throws MagicException, IOException {
    List<String> names = Arguments.of(arguments);
    if (names.isEmpty()) throw new MagicException("name a jar, for example %jars lib/*.jar");
    var found = new ArrayList<Path>();
    for (String name : names) found.addAll(find(name, jarsInFolders)); // all, before any is loaded
    var added = new ArrayList<Jar>();
    synchronized (this) {
      for (Path path : found) collect(path, added);
      add(added);
    }
    return Magic.NOTHING;
  }

  private static List<Path> find(String name, boolean jarsInFolders)
      throws MagicException, IOException {
    boolean glob = name.matches(".*[*?\\[{].*");
    List<Path> found;
    Path path = absolute(glob ? "" : name);
    if (glob) found = glob(name);
    else if (jarsInFolders && Files.isDirectory(path)) found = glob(name + "/*.jar");
    else found = Files.exists(path) ? List.of(path) : List.of();
    if (!glob && Files.isRegularFile(path) && !Jar.is(path)) {
      throw new MagicException(path + " is no jar");
    }
    if (!found.isEmpty()) return found;
    boolean whole = name.startsWith("/") || name.startsWith("~");
    String tried = !glob ? path.toString() : whole ? name : path + File.separator + name;
    throw new MagicException(
        "there is no jar at "
            + tried
            + ": build or download it first, or give its path from the notebook's folder");
  }

  private static List<Path> glob(String pattern) throws IOException {
    int firstWild = pattern.replaceAll("[*?\\[{].*", "").lastIndexOf('/');
    Path base = absolute(firstWild < 0 ? "" : pattern.substring(0, firstWild + 1));
    String rest = pattern.substring(firstWild + 1);
    if (!Files.isDirectory(base)) return List.of();
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + rest);
    int depth = rest.contains("**") ? 32 : rest.split("/").length;
    try (Stream<Path> paths = Files.walk(base, depth)) {
      return paths.filter(path -> matcher.matches(base.relativize(path))).sorted().toList();
    }
  }

  private static Path absolute(String name) {
    String expanded =
        name.startsWith("~/") ? System.getProperty("user.home") + name.substring(1) : name;
    return Path.of(expanded).toAbsolutePath().normalize();
  }

  /** Loads those of these jars that are not loaded yet. */
  synchronized void addUnseen(List<Path> paths) {
    add(paths.stream().filter(loaded::add).map(Jar::read).toList());
  }

  private void add(List<Jar> fresh) {
    shell.addToClasspath(fresh.stream().map(Jar::path).toList());
    extensions.loaded(fresh);
  }

  private void collect(Path path, List<Jar> added) {
    if (!loaded.add(path)) return;
    Jar jar = Jar.read(path);
    added.add(jar);
    for (Path neighbour : jar.classPath()) collect(neighbour, added);
  }
}
