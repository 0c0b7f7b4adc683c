package flowlab.show;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;

/** H.264 films through the ffmpeg on the PATH, frame by frame into its standard input. */
final class Mp4 {
  private static final String MISSING =
      "an MP4 needs ffmpeg on the PATH, and there is none: install it (apt install ffmpeg, brew"
          + " install ffmpeg, winget install ffmpeg, or conda install -c conda-forge ffmpeg), or"
          + " save a .gif";

  private Mp4() {}

  static void write(Animation animation, Path file, double scale) throws IOException {
    BufferedImage first = animation.frame(0).image(scale);
    // H.264 halves the colours' resolution and so takes even sizes only.
    int w = first.getWidth() & ~1;
    int h = first.getHeight() & ~1;
    Path log = Files.createTempFile("flowlab-ffmpeg", ".log");
    try {
      Process ffmpeg = start(animation.fps(), w, h, file, log);
      try (OutputStream in = new BufferedOutputStream(ffmpeg.getOutputStream(), 1 << 20)) {
        byte[] frame = new byte[3 * w * h];
        for (int k = 0; k < animation.size(); k++) {
          Animation.requireNotInterrupted();
          BufferedImage image = k == 0 ? first : animation.frame(k).image(scale);
          Animation.sameSize(first, image, k);
          pack(image, w, h, frame);
          in.write(frame);
        }
      } catch (IOException e) {
        // ffmpeg closed the pipe: its own words below say why.
      } catch (RuntimeException e) {
        ffmpeg.destroy();
        throw e;
      }
      int status = waitFor(ffmpeg);
      if (status != 0) {
        throw new IOException("ffmpeg ended with status " + status + ": " + Files.readString(log));
      }
    } finally {
      Files.deleteIfExists(log);
    }
  }

  private static Process start(double fps, int w, int h, Path file, Path log) throws IOException {
    List<String> command =
        List.of(
            "ffmpeg",
            "-v",
            "error",
            "-y",
            "-f",
            "rawvideo",
            "-pix_fmt",
            "rgb24",
            "-s",
            w + "x" + h,
            "-r",
            String.format(Locale.ROOT, "%.4f", fps),
            "-i",
            "-",
            "-c:v",
            "libx264",
            "-pix_fmt",
            "yuv420p",
            "-crf",
            "18",
            "-movflags",
            "+faststart",
            "-f",
            "mp4",
            file.toString());
    try {
      return new ProcessBuilder(command)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(log.toFile())
          .start();
    } catch (IOException e) {
      throw new IllegalStateException(MISSING, e);
    }
  }

  private static int waitFor(Process ffmpeg) {
    try {
      return ffmpeg.waitFor();
    } catch (InterruptedException e) {
      ffmpeg.destroy();
      Thread.currentThread().interrupt();
      throw new CancellationException("the writing of an MP4 was interrupted");
    }
  }

  private static void pack(BufferedImage image, int w, int h, byte[] out) {
    int[] rgb = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    int at = 0;
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        int p = rgb[y * image.getWidth() + x];
        out[at++] = (byte) (p >> 16);
        out[at++] = (byte) (p >> 8);
        out[at++] = (byte) p;
      }
    }
  }
}
