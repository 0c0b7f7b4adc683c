package flowlab.kernel.magic;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * What a jar says of itself, read when it is loaded.
 *
 * @param path the jar, or a folder of classes, which says nothing
 * @param attributes of its manifest
 * @param extensions classes that extend JJava
 * @param drivers of databases
 */
record Jar(Path path, Attributes attributes, List<String> extensions, List<String> drivers) {
  private static final String EXTENSION = "org.dflib.jjava.jupyter.Extension";
  private static final String DRIVER = "java.sql.Driver";

  static Jar read(Path path) {
    if (Files.isRegularFile(path)) {
      try (var file = new JarFile(path.toFile())) {
        Manifest manifest = file.getManifest();
        Attributes attributes = manifest == null ? new Attributes() : manifest.getMainAttributes();
        return new Jar(path, attributes, services(file, EXTENSION), services(file, DRIVER));
      } catch (IOException e) {
        // not a jar, or a broken one: who asks it for a class is told
      }
    }
    return new Jar(path, new Attributes(), List.of(), List.of());
  }

  static boolean is(Path path) {
    try (var file = new JarFile(path.toFile())) {
      return file.size() >= 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static List<String> services(JarFile file, String type) throws IOException {
    ZipEntry entry = file.getEntry("META-INF/services/" + type);
    if (entry == null) return List.of();
    String text = new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
    return Stream.of(text.split("\n"))
        .map(line -> line.replaceAll("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }

  /** What its manifest says under this name. */
  Optional<String> says(String name) {
    return Optional.ofNullable(attributes.getValue(name));
  }

  /** The jars that its manifest names, where they exist. */
  List<Path> classPath() {
    String names = attributes.getValue(Attributes.Name.CLASS_PATH);
    if (names == null) return List.of();
    URI base = path.toUri();
    try {
      return Stream.of(names.strip().split("\\s+"))
          .map(name -> Path.of(base.resolve(name)))
          .filter(Files::exists)
          .toList();
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      return List.of(); // a manifest that names no files: what the jar holds still loads
    }
  }
}
