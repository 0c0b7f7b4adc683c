package flowlab.kernel.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * Writes a text file whole or not at all: a full disk leaves the old one as it was. Lib has one of
 * its own, since neither jar needs the other.
 */
public final class WholeFile {
  private WholeFile() {}

  public static void write(Path file, CharSequence text) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      // A device, which is never whole; a folder, which says so itself.
      Files.writeString(file, text);
      return;
    }
    // Not a link to it.
    Path target = Files.exists(file) ? file.toRealPath() : file;
    Path draft = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      Files.writeString(draft, text);
      Files.move(
          draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
