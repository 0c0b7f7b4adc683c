package flowlab.kernel.magic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Parts of the kernel that few notebooks need: folders of jars beside the kernel's own, each with a
 * class loader that nobody else sees, made when it is first asked for.
 */
final class Beside {
  private Beside() {}

  /** A loader of the jars in a folder beside the kernel's jar. */
  static ClassLoader loader(String folder) {
    try {
      Path home =
          Path.of(Beside.class.getProtectionDomain().getCodeSource().getLocation().toURI())
              .resolveSibling(folder);
      var urls = new ArrayList<URL>();
      try (Stream<Path> jars = Files.list(home)) {
        for (Path jar : jars.sorted().toList()) urls.add(url(jar));
      }
      return new URLClassLoader(folder, urls.toArray(URL[]::new), Beside.class.getClassLoader());
    } catch (IOException e) {
      throw new UncheckedIOException("this kernel was installed without its " + folder, e);
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The implementation of a service that the folder holds, loaded when it is first asked for. */
  static <T> Supplier<T> lazily(Class<T> service, String folder) {
    return new Supplier<>() {
      private T made;

      @Override
      public synchronized T get() {
        if (made == null) {
          made = ServiceLoader.load(service, loader(folder)).findFirst().orElseThrow();
        }
        return made;
      }
    };
  }

  private static URL url(Path jar) throws MalformedURLException {
    return jar.toUri().toURL();
  }
}
