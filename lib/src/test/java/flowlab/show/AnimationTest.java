package flowlab.show;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** GIFs, read back with the JDK's own reader. */
class AnimationTest {
  private static final int FRAMES = 13;

  /** A dot that travels over a still heat map. */
  private static Animation travelling() {
    Grid hills = Grid.of(Limits.square(2), 40, (x, y) -> Math.sin(3 * x) * Math.cos(2 * y));
    Plot ground = Plots.heatMap(hills).title("still");
    return Animation.of(
        FRAMES,
        24,
        k ->
            ground.with(
                Plots.scatter(new double[][] {{-1.5 + k * 0.2, 0}}).color("red").pointSize(14)));
  }

  /** One frame as the file holds it. */
  private record Stored(BufferedImage image, int left, int top, int delay, boolean clear) {}

  private static List<Stored> read(byte[] gif) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(gif)));
    List<Stored> frames = new ArrayList<>();
    for (int k = 0; k < reader.getNumImages(true); k++) {
      IIOMetadata data = reader.getImageMetadata(k);
      var root = (IIOMetadataNode) data.getAsTree("javax_imageio_gif_image_1.0");
      var place = (IIOMetadataNode) root.getElementsByTagName("ImageDescriptor").item(0);
      var control = (IIOMetadataNode) root.getElementsByTagName("GraphicControlExtension").item(0);
      assertEquals(0, root.getElementsByTagName("LocalColorTable").getLength(), "one palette");
      assertEquals("doNotDispose", control.getAttribute("disposalMethod"));
      frames.add(
          new Stored(
              reader.read(k),
              Integer.parseInt(place.getAttribute("imageLeftPosition")),
              Integer.parseInt(place.getAttribute("imageTopPosition")),
              Integer.parseInt(control.getAttribute("delayTime")),
              Boolean.parseBoolean(control.getAttribute("transparentColorFlag"))));
    }
    return frames;
  }

  /** What a browser shows: each frame laid over those before it. */
  private static List<int[]> shown(List<Stored> stored) {
    int w = stored.get(0).image.getWidth();
    int h = stored.get(0).image.getHeight();
    BufferedImage screen = new BufferedImage(w, h, BufferedImage.TYPE_INT_ARGB);
    Graphics2D g = screen.createGraphics();
    List<int[]> out = new ArrayList<>();
    for (Stored s : stored) {
      g.drawImage(s.image, s.left, s.top, null);
      out.add(screen.getRGB(0, 0, w, h, null, 0, w));
    }
    return out;
  }

  @Test
  void loopsForEverAtItsFrameRate() throws IOException {
    byte[] gif = travelling().gif();
    assertTrue(new String(gif, StandardCharsets.ISO_8859_1).contains("NETSCAPE2.0\3\1\0\0\0"));
    List<Stored> frames = read(gif);
    assertEquals(FRAMES, frames.size());
    assertArrayEquals(
        new int[] {4, 4, 4, 4, 4, 5, 4, 4, 4, 4, 4, 5, 4},
        frames.stream().mapToInt(Stored::delay).toArray());
    assertEquals(travelling().frame(0).width(), frames.get(0).image.getWidth());
    assertEquals(travelling().frame(0).height(), frames.get(0).image.getHeight());
  }

  @Test
  void laterFramesHoldOnlyWhatChanged() throws IOException {
    List<Stored> frames = read(travelling().gif());
    for (Stored f : frames.subList(1, FRAMES)) {
      assertTrue(f.image.getHeight() < 30, "the dot is 14 high, got " + f.image.getHeight());
    }
  }

  @Test
  void framesComeBackAsTheyWereDrawn() throws IOException {
    Animation animation = travelling();
    List<int[]> shown = shown(read(animation.gif()));
    for (int k = 0; k < FRAMES; k++) {
      BufferedImage image = animation.frame(k).image(1);
      int[] drawn =
          image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
      long far = 0;
      for (int i = 0; i < drawn.length; i++) {
        Color a = new Color(drawn[i]);
        Color b = new Color(shown.get(k)[i]);
        int d =
            Math.abs(a.getRed() - b.getRed())
                + Math.abs(a.getGreen() - b.getGreen())
                + Math.abs(a.getBlue() - b.getBlue());
        assertTrue(d < 120, "pixel " + i + " of frame " + k + ": " + a + " became " + b);
        far += d > 24 ? 1 : 0;
      }
      assertTrue(far < drawn.length / 100, far + " of " + drawn.length + " pixels are off");
    }
  }

  @Test
  void whatStandsStillKeepsItsColour() throws IOException {
    Animation animation = travelling();
    List<int[]> shown = shown(read(animation.gif()));
    int[] first = pixels(animation.frame(0));
    boolean[] still = new boolean[first.length];
    Arrays.fill(still, true);
    for (int k = 1; k < FRAMES; k++) {
      int[] now = pixels(animation.frame(k));
      for (int i = 0; i < first.length; i++) {
        still[i] &= now[i] == first[i];
      }
    }
    for (int i = 0; i < first.length; i++) {
      for (int k = 1; still[i] && k < FRAMES; k++) {
        assertEquals(shown.get(0)[i], shown.get(k)[i], "pixel " + i + " flickers in frame " + k);
      }
    }
    assertEquals(0xffffffff, shown.get(0)[0], "paper stays white");
  }

  private static int[] pixels(Figure f) {
    return f.image(1).getRGB(0, 0, f.width(), f.height(), null, 0, f.width());
  }

  @Test
  void anyPixelsSurvive() throws IOException {
    // Noise fills the code table many times over; few colours give the longest runs.
    for (int colors : new int[] {1, 2, 3, 200}) {
      for (int size : new int[] {1, 2, 63, 200}) {
        Random random = new Random(colors * 1000L + size);
        int[][] noise = new int[3][size * size];
        for (int[] frame : noise) {
          Arrays.setAll(frame, i -> 0x010101 * random.nextInt(colors));
        }
        Animation animation =
            Animation.of(3, 10, k -> Figure.painted(size, size, g -> paint(g, noise[k], size)));
        List<int[]> shown = shown(read(animation.gif()));
        for (int k = 0; k < 3; k++) {
          for (int i = 0; i < size * size; i++) {
            assertEquals(noise[k][i] & 255, shown.get(k)[i] & 255, 4, "pixel " + i);
          }
        }
      }
    }
  }

  private static void paint(Graphics2D g, int[] rgb, int size) {
    BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, size, size, rgb, 0, size);
    g.drawImage(image, 0, 0, size, size, null);
  }

  @Test
  void aFrameThatChangesNothingStillTakesItsTime() throws IOException {
    Plot still = Plots.lines(new double[] {1, 2, 3});
    List<Stored> frames = read(Animation.of(List.of(still, still, still), 50).pause(1).gif());
    assertEquals(List.of(2, 2, 102), frames.stream().map(Stored::delay).toList());
  }

  /** Nobody gave limits, and the dot leaves those of the first frame. */
  @Test
  void axesStandStill() {
    Limits all = new Limits(-2, 9, -1, 1);
    Limits union = wandering(0).bounds().union(wandering(11).bounds());
    assertTrue(union.xmin() < -2 && union.xmax() > 9, union.toString());
    Animation plain = Animation.of(12, 24, AnimationTest::wandering);
    assertEquals(union, ((Plot) plain.frame(0)).bounds());
    assertEquals(union, ((Plot) plain.frame(11)).bounds());
    Animation given = Animation.of(12, 24, k -> wandering(k).limits(all));
    assertEquals(all, ((Plot) given.frame(7)).bounds());
    Plot still = Plots.scatter(new double[][] {{0, 0}, {1, 1}});
    Animation beside = Animation.of(12, 24, k -> Plots.panels(1, 2, still, wandering(k)));
    for (int k : new int[] {0, 11}) {
      var figures = ((Panels) beside.frame(k)).figures();
      assertEquals(still.bounds(), ((Plot) figures.get(0)).bounds());
      assertEquals(union, ((Plot) figures.get(1)).bounds());
    }
    assertTrue(plain.gif().length > 100);
  }

  private static Plot wandering(int k) {
    return Plots.scatter(new double[][] {{k - 2, k % 2 * 2 - 1}, {k - 2, 1 - k % 2 * 2}});
  }

  @Test
  void offersABundle() {
    Animation animation = travelling().describedAs("a dot travels");
    var bundle = animation.mimeBundle();
    String gif = Base64.getEncoder().encodeToString(animation.gif());
    String html = bundle.get("text/html").toString();
    assertTrue(html.contains(gif) && html.contains("alt=\"a dot travels\""), html);
    byte[] png = Base64.getDecoder().decode((String) bundle.get("image/png"));
    assertArrayEquals(animation.frame(animation.size() - 1).png(), png);
    assertEquals("a dot travels", bundle.get("text/plain"));
  }

  @Test
  void anInterruptEndsTheDrawing() {
    Animation animation = travelling();
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, animation::gif);
    assertTrue(Thread.interrupted(), "the flag stays for the caller");
  }

  /** A frame of a GIF lasts 655.35 s at most, for 16 bits hold no more hundredths. */
  @Test
  void aDelayNeverWraps() throws IOException {
    Plot dot = Plots.scatter(new double[][] {{0, 0}}).limits(-1, 1, -1, 1).size(40, 40);
    Animation slow = Animation.of(List.of(dot, dot), 1.0 / 655);
    assertEquals(65_500, read(slow.gif()).get(1).delay());
    assertEquals(65_500, read(Animation.of(List.of(dot), 10).pause(654.9).gif()).get(0).delay());
    for (var asked :
        List.<Executable>of(
            () -> Animation.of(List.of(dot, dot), 0.001),
            () -> slow.pause(1),
            () -> Animation.of(List.of(dot), 0.01).pause(600),
            () -> Animation.of(List.of(dot), 10).pause(700))) {
      var e = assertThrows(IllegalArgumentException.class, asked);
      assertTrue(e.getMessage().contains("no frame longer than 655"), e.getMessage());
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> new GifWriter(new ByteArrayOutputStream(), 70_000, 1, null));
  }
}
