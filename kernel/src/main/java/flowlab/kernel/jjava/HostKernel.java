package flowlab.kernel.jjava;

import flowlab.kernel.api.Notebook;
import flowlab.kernel.cell.Arguments;
import flowlab.kernel.cell.CellRunner;
import flowlab.kernel.cell.Magic;
import flowlab.kernel.shell.CellText;
import flowlab.kernel.shell.Outcome;
import flowlab.kernel.shell.Shell;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.magic.CellMagic;
import org.dflib.jjava.jupyter.kernel.magic.LineMagic;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.jspecify.annotations.Nullable;

/**
 * JJava's idea of a kernel, in terms of this one: it evaluates, displays, renders and has magics.
 * It has no connection of its own, so its comms do not work.
 */
final class HostKernel extends BaseKernel {
  private final Shell shell;

  HostKernel(Shell shell, CellRunner cells) {
    super(
        "flowlab",
        "1",
        new LanguageInfo(
            "java",
            System.getProperty("java.version"),
            "text/x-java",
            ".jshell",
            "java",
            "java",
            null),
        List.of(),
        null,
        new JupyterIO(StandardCharsets.UTF_8),
        new CommManager(),
        new KnowingRenderer(),
        null,
        new Registry(cells),
        false,
        new StringStyler("", "", "", line -> ""));
    this.shell = shell;
    ((Registry) getMagicsRegistry()).kernel = this;
    renderers().begin();
    installNotebookKernel();
  }

  KnowingRenderer renderers() {
    return (KnowingRenderer) getRenderer();
  }

  @Override
  public @Nullable Object evalRaw(String code) {
    Outcome outcome = shell.evaluate(new CellText(0, 1, code));
    if (outcome instanceof Outcome.Failure failure) {
      throw new IllegalStateException(failure.name() + ": " + failure.message());
    }
    return outcome instanceof Outcome.Value value ? value.value() : null;
  }

  /** With the same result; JJava tells the renderer about it. */
  @Override
  public @Nullable DisplayData eval(String code) {
    Object value = evalRaw(code);
    return value == null ? null : getRenderer().render(value);
  }

  @Override
  public void display(DisplayData display) {
    var bundle = Displays.bundle(display);
    Notebook.display(new Shown(bundle.data(), bundle.metadata()));
  }

  /** As our renderers want it. */
  public record Shown(Map<String, Object> mimeBundle, Map<String, Object> mimeMetadata) {}

  @Override
  public @Nullable DisplayData inspect(String code, int at, boolean extra) {
    return null;
  }

  @Override
  public @Nullable ReplacementOptions complete(String code, int at) {
    return null;
  }

  @Override
  public String isComplete(String code) {
    return IS_COMPLETE_MAYBE;
  }

  /** Magics of extensions are magics of this kernel. */
  private static final class Registry extends MagicsRegistry {
    private final CellRunner cells;

    @SuppressWarnings("NullAway.Init") // by the kernel that it is part of
    private BaseKernel kernel;

    Registry(CellRunner cells) {
      this.cells = cells;
    }

    @Override
    public MagicsRegistry registerLineMagic(String name, LineMagic<?, ?> magic) {
      super.registerLineMagic(name, magic);
      cells.register(
          "%" + name,
          Magic.ADDED,
          (a, b) -> Magic.value(evalLineMagic(kernel, name, Arguments.of(a))));
      return this;
    }

    @Override
    public MagicsRegistry registerCellMagic(String name, CellMagic<?, ?> magic) {
      super.registerCellMagic(name, magic);
      cells.register(
          "%%" + name,
          Magic.ADDED,
          (a, b) -> Magic.value(evalCellMagic(kernel, name, Arguments.of(a), b.text())));
      return this;
    }
  }
}
