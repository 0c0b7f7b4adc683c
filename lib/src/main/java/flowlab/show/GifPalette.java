package flowlab.show;

import java.util.Arrays;

/**
 * The one table of colours of all frames, and the nearest of them to any colour. A colour always
 * becomes the same entry, so what does not move does not flicker.
 */
final class GifPalette {
  /** How much red, green and blue count in a difference that an eye sees. */
  static final int[] WEIGHT = {2, 4, 3};

  /** The entry that means: leave what the frame before has drawn. */
  static final int CLEAR = 255;

  private static final int BITS = 6;

  private final int[] colors;
  private final short[] nearest = new short[1 << 3 * BITS];

  GifPalette(ColorCounts counts) {
    this.colors = MedianCut.colors(counts, CLEAR);
    Arrays.fill(nearest, (short) -1);
  }

  int color(int index) {
    return index < colors.length ? colors[index] : 0;
  }

  /** The entries of a picture's pixels. */
  void index(int[] rgb, byte[] out) {
    int last = -1;
    byte entry = 0;
    for (int i = 0; i < rgb.length; i++) {
      // The byte above the three colours holds anything.
      int p = rgb[i] & 0xffffff;
      if (p != last) {
        last = p;
        int key = (p >> 18 & 63) << 12 | (p >> 10 & 63) << 6 | p >> 2 & 63;
        int found = nearest[key];
        entry = (byte) (found >= 0 ? found : find(key));
      }
      out[i] = entry;
    }
  }

  private int find(int key) {
    int r = wide(key >> 12);
    int g = wide(key >> 6 & 63);
    int b = wide(key & 63);
    int best = 0;
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < colors.length; i++) {
      int dr = (colors[i] >> 16 & 255) - r;
      int dg = (colors[i] >> 8 & 255) - g;
      int db = (colors[i] & 255) - b;
      int d = WEIGHT[0] * dr * dr + WEIGHT[1] * dg * dg + WEIGHT[2] * db * db;
      if (d < least) {
        least = d;
        best = i;
      }
    }
    nearest[key] = (short) best;
    return best;
  }

  /** Six bits to eight, with both ends kept. */
  private static int wide(int six) {
    return six << 2 | six >> 4;
  }
}
