package flowlab.kernel.magic;

import flowlab.kernel.shell.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Jars may hold extensions written for JJava; they are installed as soon as their jar is loaded.
 */
final class Extensions {
  private static final String FOLDER = "jjava";
  private static final String SERVICE = "META-INF/services/org.dflib.jjava.jupyter.Extension";

  /** In the manifest of a jar whose extension does nothing that this kernel does not do itself. */
  private static final String NEEDLESS = "Flowlab-Kernel-Needs-No-Extension";

  private final Shell shell;
  private final Cells cells;
  private final Set<String> installed = new HashSet<>();
  private ExtensionHost host;

  Extensions(Shell shell, Cells cells) {
    this.shell = shell;
    this.cells = cells;
  }

  /** These jars are loaded now. */
  void loaded(List<Path> jars) {
    for (Path jar : jars) {
      for (String name : named(jar)) if (installed.add(name)) install(name, jar);
    }
  }

  private void install(String name, Path jar) {
    try {
      host().install(name);
    } catch (Exception | LinkageError e) {
      String file = String.valueOf(jar.getFileName());
      System.err.println(
          "note: the extension " + name + " of " + file + " does not work here: " + e);
    }
  }

  private ExtensionHost host() {
    if (host == null) {
      ClassLoader loader = Beside.loader(FOLDER);
      shell.share(loader, Beside.jars(FOLDER, "flowlab", "jjava-"), ExtensionHost.PACKAGES);
      host = Beside.service(ExtensionHost.class, loader);
      host.start(shell, cells);
    }
    return host;
  }

  private static List<String> named(Path jar) {
    if (!Files.isRegularFile(jar)) return List.of();
    try (var file = new JarFile(jar.toFile())) {
      var entry = file.getEntry(SERVICE);
      var manifest = file.getManifest();
      if (entry == null) return List.of();
      if (manifest != null && manifest.getMainAttributes().getValue(NEEDLESS) != null) {
        return List.of();
      }
      String text = new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
      return Stream.of(text.split("\n"))
          .map(line -> line.replaceAll("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .toList();
    } catch (IOException e) {
      return List.of(); // not a jar
    }
  }
}
