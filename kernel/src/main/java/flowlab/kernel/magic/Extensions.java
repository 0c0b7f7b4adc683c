package flowlab.kernel.magic;

import flowlab.kernel.base.Threads;
import flowlab.kernel.cell.CellRunner;
import flowlab.kernel.shell.Shell;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What jars ask for as soon as they are loaded: extensions written for JJava are installed, drivers
 * of databases initialised, as {@code DriverManager} looks for them only once; and a class that
 * their manifest names, because it loads native libraries for instance, is initialised beside the
 * cells that follow. A cell that needs it earlier waits for what is left.
 */
final class Extensions {
  private static final String FOLDER = "jjava";

  /** In the manifest of a jar whose extension does nothing that this kernel does not do itself. */
  private static final String NEEDLESS = "Flowlab-Kernel-Needs-No-Extension";

  private static final String PREPARES = "Flowlab-Kernel-Prepares";

  private static final Pattern NAMES =
      Pattern.compile("\\b(org\\.dflib\\.jjava|io\\.github\\.spencerpark)\\.\\w");

  private final Shell shell;
  private final CellRunner cells;
  private final Set<String> begun = new HashSet<>();
  private final Set<String> installed = new HashSet<>();
  private @Nullable ExtensionHost host;

  Extensions(Shell shell, CellRunner cells) {
    this.shell = shell;
    this.cells = cells;
  }

  /** These jars are loaded now. */
  synchronized void loaded(List<Jar> jars) {
    for (Jar jar : jars) {
      jar.says(PREPARES)
          .filter(begun::add)
          .ifPresent(name -> Threads.daemon("flowlab-preparation", () -> initialise(name)));
      jar.drivers().forEach(this::initialise);
    }
    for (Jar jar : jars) {
      if (jar.says(NEEDLESS).isPresent()) continue;
      for (String name : jar.extensions()) if (installed.add(name)) install(name, jar.path());
    }
  }

  /** A cell is about to run: the types that it may name are there first. */
  synchronized void named(String text) {
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

  private void initialise(String name) {
    try {
      Class.forName(name, true, shell.classLoader());
    } catch (ClassNotFoundException | Error e) { // an Error in a static block comes as it is
      // nobody has asked for it yet: who does is told
    }
  }

  private ExtensionHost host() {
    if (host == null) {
      ClassLoader loader = BundledJars.loader(FOLDER);
      shell.share(
          loader,
          BundledJars.jars(FOLDER, "flowlab", "jjava-", "jupyter-"),
          ExtensionHost.PACKAGES);
      host = BundledJars.service(ExtensionHost.class, loader);
      host.start(shell, cells);
    }
    return host;
  }
}
