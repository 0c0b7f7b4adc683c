package flowlab.kernel.magic;

import flowlab.kernel.protocol.Threads;
import flowlab.kernel.shell.Shell;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Jars may name a class in their manifest whose initialisation takes long, because it loads native
 * libraries for instance; it is initialised beside the cells that follow as soon as the jar is
 * loaded. A cell that needs it earlier waits for what is left.
 *
 * <p>Drivers of databases make themselves known where they are initialised; {@code DriverManager}
 * looks for them only once, which may have been before their jar was loaded.
 */
final class Preparations {
  private static final String PREPARES = "Flowlab-Kernel-Prepares";

  private final Shell shell;
  private final Set<String> begun = new HashSet<>();

  Preparations(Shell shell) {
    this.shell = shell;
  }

  /** These jars are loaded now. */
  void loaded(List<Jar> jars) {
    for (Jar jar : jars) {
      jar.says(PREPARES).filter(begun::add).ifPresent(this::begin);
      jar.drivers().forEach(this::initialise);
    }
  }

  private void begin(String name) {
    Threads.daemon("flowlab-preparation", () -> initialise(name));
  }

  private void initialise(String name) {
    try {
      Class.forName(name, true, shell.classLoader());
    } catch (ClassNotFoundException | Error e) { // an Error in a static block comes as it is
      // nobody has asked for it yet: who does is told
    }
  }
}
