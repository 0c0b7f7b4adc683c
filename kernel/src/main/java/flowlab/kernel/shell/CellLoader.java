package flowlab.kernel.shell;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Enumeration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The one class loader of all cells and of the jars they load, for the whole life of the kernel: a
 * native library loads once per virtual machine. Of the kernel it sees only what cells may call.
 */
final class CellLoader extends URLClassLoader {
  private final Map<String, byte[]> declared = new ConcurrentHashMap<>();

  private final Gate gate;

  CellLoader() {
    this(new Gate());
  }

  private CellLoader(Gate gate) {
    super("cells", new URL[0], gate);
    this.gate = gate;
    setPackageAssertionStatus("REPL", true); // on in cells, and not in the libraries they load
  }

  /** From now on classes of these packages, named with their last dot, come from that loader. */
  void share(ClassLoader from, String... packages) {
    for (String each : packages) gate.shared.put(each, from);
  }

  /** The bytes of a class that will be loaded when it is first asked for. */
  void declare(String name, byte[] classFile) {
    declared.put(name, classFile);
  }

  @Override
  public void addURL(URL url) {
    super.addURL(url);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] classFile = declared.remove(name);
    if (classFile == null) return super.findClass(name);
    return defineClass(name, classFile, 0, classFile.length);
  }

  /**
   * Lets the JDK and the kernel's public face through, and nothing else of the kernel's jar. Its
   * parent is the loader that holds the kernel, because some modules of the JDK live there too and
   * {@link java.util.ServiceLoader} looks for their services along the chain of parents: without it
   * a cell has no {@code RandomGenerator.of("L64X128MixRandom")}.
   */
  private static final class Gate extends ClassLoader {
    private static final ClassLoader KERNEL = CellLoader.class.getClassLoader();

    private final Map<String, ClassLoader> shared = new ConcurrentHashMap<>();

    private static final Set<String> JDK =
        ModuleLayer.boot().modules().stream()
            .filter(module -> module.getClassLoader() == KERNEL)
            .flatMap(module -> module.getPackages().stream())
            .collect(Collectors.toSet());

    Gate() {
      super("gate", KERNEL);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (isOpen(name)) return KERNEL.loadClass(name);
      for (var each : shared.entrySet()) {
        if (name.startsWith(each.getKey())) return each.getValue().loadClass(name);
      }
      return getPlatformClassLoader().loadClass(name);
    }

    private static boolean isOpen(String name) {
      int dot = name.lastIndexOf('.');
      return name.startsWith("flowlab.kernel.api.")
          || name.startsWith("flowlab.widget.")
          || dot > 0 && JDK.contains(name.substring(0, dot));
    }

    @Override
    public URL getResource(String name) {
      return getPlatformClassLoader().getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return getPlatformClassLoader().getResources(name);
    }
  }
}
