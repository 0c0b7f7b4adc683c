package flowlab.nd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  @TempDir Path folder;

  @Test
  void aFailureLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = WholeFile.write(folder.resolve("a.txt"), bytes("old"));
    var e =
        assertThrows(
            IOException.class,
            () ->
                WholeFile.write(
                    file,
                    draft -> {
                      Files.writeString(draft, "half");
                      throw new IOException("No space left on device");
                    }));
    assertEquals(
        file + " was not written, the old one is unchanged: No space left on device",
        e.getMessage());
    assertEquals("old", Files.readString(file));
    try (Stream<Path> there = Files.list(folder)) {
      assertEquals(1, there.count());
    }
  }

  @Test
  void aLinkStaysALink() throws IOException {
    Path file = WholeFile.write(folder.resolve("a.txt"), bytes("old"));
    Path link = Files.createSymbolicLink(folder.resolve("b.txt"), file);
    WholeFile.write(link, bytes("n"), bytes("ew"));
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("new", Files.readString(file));
  }

  @Test
  void aFolderThatIsNotThereIsNamedOnce() {
    Path file = folder.resolve("none").resolve("a.txt");
    var e = assertThrows(IOException.class, () -> WholeFile.write(file, bytes("x")));
    assertEquals(file + " was not written: No such file or directory", e.getMessage());
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes());
  }
}
