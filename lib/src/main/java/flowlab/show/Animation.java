package flowlab.show;

import flowlab.nd.Stop;
import flowlab.nd.WholeFile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Figures of one size, shown one after the other for ever.
 *
 * <p>Frames may be made lazily; they are drawn one at a time, some of them twice: first up to
 * {@value #SAMPLES} of them for the table of colours that all frames share, then all of them. The
 * axes stand still: plots without limits, also those in panels, get the smallest rectangle that
 * holds those of all frames, for which all frames are made once more. GIF counts time in hundredths
 * of a second, so that 24 frames a second become delays of 4, 4, 4, 4, 4 and 5. An interrupted
 * thread stops drawing with a {@link CancellationException}.
 *
 * <p>It keeps the GIF it last made for as long as memory lasts, and may be shared between threads
 * if its function of frames may.
 *
 * <pre>{@code
 * Animation.of(60, 24, k -> scatter(states.get(k)).limits(-3, 3, -3, 3))
 * }</pre>
 */
public final class Animation {
  static final int SAMPLES = 24;

  private static final int LARGE = 100_000;

  private static final double LONGEST = 655; // seconds that a GIF can show one frame

  private final int count;
  private final IntFunction<? extends Figure> frames;
  private final double fps;
  private final double pause;
  private final @Nullable String description;
  private volatile @Nullable FixedAxes axes;
  private volatile SoftReference<byte[]> made = new SoftReference<>(null);

  private Animation(
      int count,
      IntFunction<? extends Figure> frames,
      double fps,
      double pause,
      @Nullable String description) {
    this.count = count;
    this.frames = frames;
    this.fps = fps;
    this.pause = pause;
    this.description = description;
  }

  /** Frames from a list. */
  public static Animation of(List<? extends Figure> frames, double fps) {
    Expect.that(frames != null && !frames.isEmpty(), "expected at least one frame, got %s", frames);
    List<? extends Figure> copy = List.copyOf(frames);
    return of(copy.size(), fps, copy::get);
  }

  /**
   * Frames 0 to count - 1, each made when it is needed: the function must give equal frames twice.
   */
  public static Animation of(int count, double fps, IntFunction<? extends Figure> frames) {
    Expect.that(count > 0, "expected at least one frame, got %d", count);
    Expect.that(
        fps >= 1 / LONGEST && fps <= 50,
        "expected frames a second from 1/%.0f to 50, got %s; a GIF shows no frame longer than %.0f"
            + " seconds, and browsers slow down faster ones",
        LONGEST,
        fps,
        LONGEST);
    Expect.that(frames != null, "expected a function from 0 … %d to figures, got null", count - 1);
    return new Animation(count, frames, fps, 0, null);
  }

  /** The number of frames. */
  public int size() {
    return count;
  }

  /** Frames a second. */
  public double fps() {
    return fps;
  }

  /** One frame. */
  public Figure frame(int k) {
    Expect.that(k >= 0 && k < count, "expected a frame in 0 … %d, got %d", count - 1, k);
    Figure figure = frames.apply(k);
    if (!FixedAxes.areOpen(figure)) return figure;
    if (axes == null) axes = FixedAxes.around(count, frames);
    return axes.on(figure);
  }

  /** The same animation, whose last frame stays some seconds longer before all begins again. */
  public Animation pause(double seconds) {
    Expect.that(
        seconds >= 0 && 1 / fps + seconds <= LONGEST,
        "expected a pause from 0 to %.1f seconds after a frame of %.3g, got %s; a GIF shows no"
            + " frame longer than %.0f",
        LONGEST - 1 / fps,
        1 / fps,
        seconds,
        LONGEST);
    return new Animation(count, frames, fps, seconds, description);
  }

  /** The same animation with a sentence that says what it shows. */
  public Animation describedAs(String description) {
    return new Animation(count, frames, fps, pause, Expect.text(description, "description"));
  }

  /** What the animation shows, in a sentence. */
  public String description() {
    return description != null
        ? description
        : "Animation of " + count + " frames. First: " + frame(0).description();
  }

  /** The animation as a GIF at one pixel a CSS pixel. */
  public byte[] gif() {
    byte[] gif = made.get();
    if (gif == null) {
      ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 18);
      gif(out, 1);
      gif = out.toByteArray();
      made = new SoftReference<>(gif);
    }
    return gif.clone();
  }

  /** Writes the animation as a GIF, frame by frame, at so many pixels a CSS pixel. */
  public void gif(OutputStream out, double scale) {
    MedianCut counts = counts(scale);
    try {
      BufferedImage first = frame(0).image(scale);
      int width = first.getWidth();
      GifWriter writer = new GifWriter(out, width, first.getHeight(), new ColorTable(counts));
      for (int k = 0; k < count; k++) {
        BufferedImage image = k == 0 ? first : frame(k).image(scale);
        sameSize(first, image, k);
        writer.frame(pixels(image), delay(k));
      }
      writer.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void sameSize(BufferedImage first, BufferedImage image, int k) {
    Expect.that(
        image.getWidth() == first.getWidth() && image.getHeight() == first.getHeight(),
        "expected frames of one size, but frame 0 has %d × %d pixels and frame %d has %d × %d;"
            + " give all frames the same limits(…) and size(…)",
        first.getWidth(),
        first.getHeight(),
        k,
        image.getWidth(),
        image.getHeight());
  }

  /** The colours of some frames; large ones at half their size, which has the same colours. */
  private MedianCut counts(double scale) {
    MedianCut counts = new MedianCut();
    int samples = Math.min(SAMPLES, count);
    for (int i = 0; i < samples; i++) {
      Figure figure = frame(samples == 1 ? 0 : (int) Math.round(i * (count - 1.0) / (samples - 1)));
      boolean large = scale * scale * figure.width() * figure.height() > LARGE;
      counts.add(pixels(figure.image(large ? scale / 2 : scale)));
    }
    return counts;
  }

  /** Hundredths of a second for frame k, so that the sum never drifts from the true time. */
  private int delay(int k) {
    int hundredths =
        (int) (Math.floor((k + 1) * 100 / fps + 1e-6) - Math.floor(k * 100 / fps + 1e-6));
    return hundredths + (k == count - 1 ? (int) Math.round(100 * pause) : 0);
  }

  private static int[] pixels(BufferedImage image) {
    requireNotInterrupted();
    return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
  }

  static void requireNotInterrupted() {
    Stop.check("the drawing of an animation was interrupted");
  }

  /** The animation with a play button and a slider. */
  public Player player() {
    return Player.of(this);
  }

  /**
   * Writes the animation to a file and returns its path: {@code .gif}, {@code .mp4} at twice the
   * resolution through the ffmpeg on the PATH, or {@code .html} with a {@link Player}.
   *
   * @throws IllegalStateException if an MP4 is asked for and there is no ffmpeg
   */
  public Path save(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    try {
      if (name.endsWith(".mp4")) {
        return WholeFile.write(file, draft -> Mp4.write(this, draft, Figure.PNG_SCALE));
      }
      if (name.endsWith(".html")) return player().save(file);
      Expect.that(name.endsWith(".gif"), "expected a file .gif, .mp4 or .html, got %s", file);
      return WholeFile.write(file, ByteBuffer.wrap(gif()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What a notebook shows: {@code text/html}, which is the GIF with its alternative text, the last
   * frame as {@code image/png} for what does not move, and {@code text/plain}.
   */
  public Map<String, Object> mimeBundle() {
    Figure last = frame(size() - 1);
    Map<String, Object> bundle = new LinkedHashMap<>();
    bundle.put(
        "text/html", Shown.image("image/gif", gif(), last.width(), last.height(), description()));
    bundle.put("image/png", Base64.getEncoder().encodeToString(last.png()));
    bundle.put("text/plain", description());
    return bundle;
  }

  /** The size at which a notebook shows the PNG, and its description. */
  public Map<String, Object> mimeMetadata() {
    Figure last = frame(size() - 1);
    return Map.of("image/png", Shown.at(last.width(), last.height(), description()));
  }

  @Override
  public String toString() {
    return description();
  }
}
