package flowlab.nd;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * Writes files whole or not at all: whoever reads one sees the old or the new, whatever happens on
 * the way, be it a full disk or the end of the process. Of two that write one file at once, one
 * wins whole.
 */
public final class WholeFile {
  private WholeFile() {}

  /** Brings a draft into being, which becomes the file if nothing is thrown. */
  @FunctionalInterface
  public interface Draft {
    /** Writes to this path, which is beside the file. */
    void write(Path draft) throws IOException;
  }

  /**
   * Writes these bytes, one part after the other, and waits until the disk has them.
   *
   * @throws IOException that says the file, the reason, and that the old one is unchanged
   */
  public static Path write(Path file, ByteBuffer... parts) throws IOException {
    return write(file, draft -> fill(draft, parts));
  }

  /**
   * Writes what a draft becomes.
   *
   * @throws IOException that says the file, the reason, and that the old one is unchanged
   */
  public static Path write(Path file, Draft content) throws IOException {
    // Not a link to it.
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      // A device, which is never whole; a folder, which says so itself.
      content.write(target);
      return file;
    }
    // Not a temporary file, which only its owner may read.
    Path draft = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      content.write(draft);
      Files.move(
          draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      throw new IOException(
          "%s was not written%s: %s"
              .formatted(file, Files.exists(target) ? ", the old one is unchanged" : "", why(e)),
          e);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void fill(Path draft, ByteBuffer... parts) throws IOException {
    // Not a FileChannel, which an interrupted thread cannot write to.
    try (FileOutputStream out = new FileOutputStream(draft.toFile())) {
      for (ByteBuffer part : parts) {
        out.write(part.array(), part.arrayOffset() + part.position(), part.remaining());
      }
      if (Files.isRegularFile(draft)) out.getFD().sync();
    }
  }

  /** The system's words, without the draft's name. */
  private static String why(IOException e) {
    String said = String.valueOf(e.getMessage());
    int bracket = said.lastIndexOf('(');
    return bracket >= 0 && said.endsWith(")")
        ? said.substring(bracket + 1, said.length() - 1)
        : said;
  }
}
