package flowlab.show;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A GIF that loops for ever, frame by frame into a stream, a twentieth as large as by ImageIO or
 * the encoder that XChart calls, and in a twentieth of the time (bench/README.md). After the first
 * frame only the smallest rectangle around what changed is written, with or without its unchanged
 * pixels, whichever is shorter.
 */
final class GifWriter {
  /** How many frames keep a choice between clear and opaque before both are tried again. */
  private static final int TRUST = 12;

  private final OutputStream out;
  private final ColorTable palette;
  private final int width;
  private final int height;
  private final Lzw lzw = new Lzw();
  private final Lzw rival = new Lzw();
  private final byte[] cut;
  private byte[] shown;
  private byte[] next;
  private int frames;
  private boolean clear = true;

  GifWriter(OutputStream out, int width, int height, ColorTable palette) throws IOException {
    this.out = out;
    this.palette = palette;
    this.width = width;
    this.height = height;
    this.cut = new byte[width * height];
    this.shown = new byte[width * height];
    this.next = new byte[width * height];
    out.write("GIF89a".getBytes(StandardCharsets.US_ASCII));
    number(width);
    number(height);
    // A global table of 256 colours, 8 bits a channel.
    out.write(new byte[] {(byte) 0xf7, 0, 0});
    for (int i = 0; i < 256; i++) {
      int c = palette.color(i);
      out.write(new byte[] {(byte) (c >> 16), (byte) (c >> 8), (byte) c});
    }
    out.write(new byte[] {0x21, (byte) 0xff, 11});
    out.write("NETSCAPE2.0".getBytes(StandardCharsets.US_ASCII));
    out.write(new byte[] {3, 1, 0, 0, 0});
  }

  /** Adds a picture of the GIF's size, shown for some hundredths of a second. */
  void frame(int[] rgb, int hundredths) throws IOException {
    palette.index(rgb, next);
    if (frames++ == 0) {
      lzw.encode(next, next.length);
      write(0, 0, width, height, hundredths, lzw);
    } else {
      changed(hundredths);
    }
    byte[] swap = shown;
    shown = next;
    next = swap;
  }

  void end() throws IOException {
    out.write(0x3b);
  }

  private void changed(int hundredths) throws IOException {
    int top = 0;
    while (top < height && rowEquals(top)) top++;
    if (top == height) {
      cut[0] = (byte) ColorTable.CLEAR;
      lzw.encode(cut, 1);
      write(0, 0, 1, 1, hundredths, lzw);
      return;
    }
    int bottom = height - 1;
    while (rowEquals(bottom)) bottom--;
    int left = width - 1;
    int right = 0;
    for (int y = top; y <= bottom; y++) {
      int row = y * width;
      int x = 0;
      while (x < left && shown[row + x] == next[row + x]) x++;
      left = Math.min(left, x);
      x = width - 1;
      while (x > right && shown[row + x] == next[row + x]) x--;
      right = Math.max(right, x);
    }
    int w = right - left + 1;
    int h = bottom - top + 1;
    boolean both = frames % TRUST == 2;
    Lzw best = rectangle(left, top, w, h, clear, lzw);
    if (both) {
      Lzw other = rectangle(left, top, w, h, !clear, rival);
      if (other.length() < best.length()) {
        best = other;
        clear = !clear;
      }
    }
    write(left, top, w, h, hundredths, best);
  }

  private Lzw rectangle(int left, int top, int w, int h, boolean leaveOut, Lzw with) {
    for (int y = 0; y < h; y++) {
      int from = (top + y) * width + left;
      System.arraycopy(next, from, cut, y * w, w);
      for (int x = 0; leaveOut && x < w; x++) {
        if (shown[from + x] == next[from + x]) cut[y * w + x] = (byte) ColorTable.CLEAR;
      }
    }
    with.encode(cut, w * h);
    return with;
  }

  private boolean rowEquals(int y) {
    int from = y * width;
    return java.util.Arrays.equals(shown, from, from + width, next, from, from + width);
  }

  private void write(int left, int top, int w, int h, int hundredths, Lzw data) throws IOException {
    // Graphic control: leave the picture standing, one entry is clear.
    out.write(new byte[] {0x21, (byte) 0xf9, 4, 1 << 2 | 1});
    number(hundredths);
    out.write(new byte[] {(byte) ColorTable.CLEAR, 0});
    out.write(0x2c);
    number(left);
    number(top);
    number(w);
    number(h);
    out.write(new byte[] {0, Lzw.ROOT_BITS});
    for (int at = 0; at < data.length(); at += 255) {
      int n = Math.min(255, data.length() - at);
      out.write(n);
      out.write(data.bytes(), at, n);
    }
    out.write(0);
  }

  private void number(int v) throws IOException {
    Expect.that(v >= 0 && v <= 0xffff, "expected sizes and delays of a GIF up to 65535, got %d", v);
    out.write(v);
    out.write(v >> 8);
  }
}
