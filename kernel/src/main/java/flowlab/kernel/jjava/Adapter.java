package flowlab.kernel.jjava;

import flowlab.kernel.display.Bundle;
import flowlab.kernel.display.Renderers;
import flowlab.kernel.magic.Cells;
import flowlab.kernel.magic.ExtensionHost;
import flowlab.kernel.shell.CellText;
import flowlab.kernel.shell.Shell;
import java.util.Optional;
import org.dflib.jjava.jupyter.Extension;

/** Between this kernel and the extensions of JJava: they meet a JJava kernel that works by this. */
public final class Adapter implements ExtensionHost {
  private Shell shell;
  private HostKernel kernel;

  @Override
  public void start(Shell shell, Cells cells) {
    this.shell = shell;
    kernel = new HostKernel(shell, cells);
    Here.is(kernel);
    Renderers.add(this::render);
    // what extensions evaluate calls this, as cells of JJava do
    shell.evaluate(new CellText(0, 1, "import static flowlab.kernel.jjava.Here.*;"));
  }

  @Override
  public void install(String className) throws Exception {
    Class<?> type = Class.forName(className, true, shell.classLoader());
    ((Extension) type.getConstructor().newInstance()).install(kernel);
  }

  private Optional<Bundle> render(Object value) {
    return kernel.renderers().knows(value)
        ? Optional.of(Displays.bundle(kernel.getRenderer().render(value)))
        : Optional.empty();
  }
}
