package flowlab.kernel.jjava;

import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.dflib.jjava.jupyter.kernel.display.DisplayDataRenderable;
import org.dflib.jjava.jupyter.kernel.display.RenderFunction;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

/** JJava's renderer, which can also say what was registered with it. */
final class KnowingRenderer extends Renderer {
  private final Set<Class<?>> types = new CopyOnWriteArraySet<>();
  private boolean ownTypes = true;

  /** From now on it is extensions that register; before, it was JJava itself. */
  void begin() {
    ownTypes = false;
  }

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
    if (this.types != null && !ownTypes) this.types.addAll(types);
  }
}
