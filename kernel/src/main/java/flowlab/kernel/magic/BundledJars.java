package flowlab.kernel.magic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * Parts of the kernel that few notebooks need: folders of jars beside the kernel's own, each with a
 * class loader of its own, made when it is first asked for.
 */
final class BundledJars {
  private BundledJars() {}

  /** A loader of the jars in a folder beside the kernel's jar. */
  static ClassLoader loader(String folder) {
    URL[] urls = jars(folder, "").stream().map(BundledJars::url).toArray(URL[]::new);
    return new URLClassLoader(folder, urls, BundledJars.class.getClassLoader());
  }

  /** The jars in the folder whose names begin with one of these. */
  static List<Path> jars(String folder, String... beginnings) {
    try (Stream<Path> jars = Files.list(ownJar().resolveSibling(folder))) {
      return jars.filter(
              jar -> Stream.of(beginnings).anyMatch(jar.getFileName().toString()::startsWith))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("this kernel was installed without its " + folder, e);
    }
  }

  /** The implementation of a service that is found by this loader. */
  static <T> T service(Class<T> type, ClassLoader loader) {
    return ServiceLoader.load(type, loader).findFirst().orElseThrow();
  }

  private static Path ownJar() {
    try {
      var jar = BundledJars.class.getProtectionDomain().getCodeSource().getLocation();
      return Path.of(jar.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}
