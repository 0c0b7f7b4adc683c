package flowlab.show;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What leaves as a file; that the player plays is seen in a browser. */
class PlayerTest {
  private static final Animation DOT =
      Animation.of(
              5, 24, k -> Plots.scatter(new double[][] {{k, 1}}).limits(-1, 6, 0, 2).width(151))
          .describedAs("a \"dot\" <moves>");

  @TempDir Path folder;

  @Test
  void carriesItsGifOnceAndNothingFromTheNetwork() {
    String html = DOT.player().html();
    Matcher source = Pattern.compile("src=\"data:image/gif;base64,([^\"]*)\"").matcher(html);
    assertTrue(source.find());
    assertArrayEquals(DOT.gif(), Base64.getDecoder().decode(source.group(1)));
    assertFalse(source.find(), "once");
    assertFalse(html.contains("http"), "offline");
    assertTrue(html.contains("alt=\"a &quot;dot&quot; &lt;moves>\""), "words are escaped");
  }

  @Test
  void fallsBackToAPicture() {
    var bundle = DOT.player().mimeBundle();
    assertEquals(
        java.util.List.of("text/html", "image/png", "text/plain"),
        java.util.List.copyOf(bundle.keySet()));
  }

  @Test
  void savesByTheNameOfTheFile() throws IOException {
    assertArrayEquals(DOT.gif(), Files.readAllBytes(DOT.save(folder.resolve("a.gif"))));
    assertTrue(Files.readString(DOT.save(folder.resolve("a.html"))).startsWith("<!DOCTYPE html>"));
    String message =
        assertThrows(IllegalArgumentException.class, () -> DOT.save(folder.resolve("a.avi")))
            .getMessage();
    assertTrue(message.contains(".gif, .mp4 or .html"), message);
  }

  @Test
  void anMp4NeedsFfmpegAndSaysSo() throws IOException {
    boolean there =
        Pattern.compile(Pattern.quote(java.io.File.pathSeparator))
            .splitAsStream(System.getenv("PATH"))
            .anyMatch(p -> Files.isExecutable(Path.of(p, "ffmpeg")));
    Path film = folder.resolve("a.mp4");
    if (!there) {
      String message = assertThrows(IllegalStateException.class, () -> DOT.save(film)).getMessage();
      assertTrue(message.contains("apt install ffmpeg"), message);
    }
    Assumptions.assumeTrue(there, "no ffmpeg here");
    assertEquals(
        "ftyp",
        new String(
            Files.readAllBytes(DOT.save(film)), 4, 4, java.nio.charset.StandardCharsets.US_ASCII));
  }
}
