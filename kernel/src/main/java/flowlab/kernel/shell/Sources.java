package flowlab.kernel.shell;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis;

/**
 * Where Javadoc is read from. JShell looks into the sources of the JDK only, and before JDK 27 it
 * has no public way to be told of others, so its list is prolonged by reflection; where that fails,
 * libraries have signatures and no Javadoc.
 */
public final class Sources {
  /** A type that a signature speaks of: what stands before a method, or alone. */
  private static final Pattern TYPE = Pattern.compile("\\b([A-Z]\\w*)");

  private final SourceCodeAnalysis analysis;
  private final List<Path> jars = new ArrayList<>();
  private final Set<Path> asked = new LinkedHashSet<>();
  private Function<Path, Optional<Path>> repository = jar -> Optional.empty();

  Sources(SourceCodeAnalysis analysis) {
    this.analysis = analysis;
  }

  /** Who knows the sources of a jar that has none beside it. */
  public void ask(Function<Path, Optional<Path>> repository) {
    this.repository = repository;
  }

  void loaded(List<Path> paths) {
    paths.stream().filter(Files::isRegularFile).forEach(jars::add);
  }

  /** Finds the sources of the types in these signatures; says whether there are new ones. */
  boolean find(List<String> signatures) {
    var names = new LinkedHashSet<String>();
    for (String signature : signatures) {
      Matcher type = TYPE.matcher(signature);
      while (type.find()) names.add(type.group(1));
    }
    var found = new ArrayList<Path>();
    for (Path jar : jars) {
      if (asked.contains(jar) || !holds(jar, names)) continue;
      asked.add(jar);
      beside(jar).or(() -> repository.apply(jar)).ifPresent(found::add);
    }
    return !found.isEmpty() && tell(found);
  }

  /** As Maven names them, in its repository and where it builds. */
  private static Optional<Path> beside(Path jar) {
    String name = jar.getFileName().toString().replaceAll("\\.jar$", "-sources.jar");
    return Optional.of(jar.resolveSibling(name)).filter(Files::exists);
  }

  private static boolean holds(Path jar, Set<String> types) {
    try (var file = new JarFile(jar.toFile())) {
      return file.stream().anyMatch(entry -> types.contains(simpleName(entry.getName())));
    } catch (IOException e) {
      return false;
    }
  }

  private static String simpleName(String entry) {
    if (!entry.endsWith(".class")) return "";
    return entry.substring(entry.lastIndexOf('/') + 1, entry.length() - ".class".length());
  }

  private boolean tell(List<Path> found) {
    try {
      Method known = analysis.getClass().getDeclaredMethod("findSources");
      Field list = analysis.getClass().getDeclaredField("availableSources");
      known.setAccessible(true);
      list.setAccessible(true);
      var all = new ArrayList<Path>();
      for (Object each : (List<?>) known.invoke(analysis)) all.add((Path) each);
      all.addAll(found);
      list.set(analysis, all);
      return true;
    } catch (ReflectiveOperationException | RuntimeException e) {
      return false; // another JShell than those known
    }
  }
}
