package flowlab.kernel.magic;

import flowlab.kernel.shell.Shell;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Jars may hold extensions written for JJava; they are installed as soon as their jar is loaded.
 */
final class Extensions {
  private static final String FOLDER = "jjava";

  /** In the manifest of a jar whose extension does nothing that this kernel does not do itself. */
  private static final String NEEDLESS = "Flowlab-Kernel-Needs-No-Extension";

  private static final Pattern NAMES =
      Pattern.compile("\\b(org\\.dflib\\.jjava|io\\.github\\.spencerpark)\\.\\w");

  private final Shell shell;
  private final Cells cells;
  private final Set<String> installed = new HashSet<>();
  private ExtensionHost host;

  Extensions(Shell shell, Cells cells) {
    this.shell = shell;
    this.cells = cells;
  }

  /** These jars are loaded now. */
  void loaded(List<Jar> jars) {
    for (Jar jar : jars) {
      if (jar.says(NEEDLESS).isPresent()) continue;
      for (String name : jar.extensions()) if (installed.add(name)) install(name, jar.path());
    }
  }

  /** A cell is about to run: the types that it may name are there first. */
  void named(String text) {
    if (host != null || !NAMES.matcher(text).find()) return;
    try {
      host();
    } catch (RuntimeException | LinkageError e) {
      System.err.println("note: what is written for IJava or JJava does not work here: " + e);
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
      shell.share(
          loader, Beside.jars(FOLDER, "flowlab", "jjava-", "jupyter-"), ExtensionHost.PACKAGES);
      host = Beside.service(ExtensionHost.class, loader);
      host.start(shell, cells);
    }
    return host;
  }
}
