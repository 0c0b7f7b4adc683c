package flowlab.show;

import java.util.Arrays;

/**
 * At most 255 colours for a picture or for all frames of an animation, and the nearest of them to
 * any colour. A colour always becomes the same entry, so what does not move does not flicker.
 */
final class ColorTable {
  /** How much red, green and blue count in a difference that an eye sees. */
  static final int[] WEIGHT = {2, 4, 3};

  /** The entry that means: leave what the frame before has drawn. */
  static final int CLEAR = 255;

  private static final int BITS = 6;

  private final int[] colors;
  private final short[] nearest = new short[1 << 3 * BITS];

  ColorTable(MedianCut counted) {
    this.colors = counted.colors(CLEAR);
    Arrays.fill(nearest, (short) -1);
  }

  int color(int index) {
    return index < colors.length ? colors[index] : 0;
  }

  int size() {
    return colors.length;
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
    // Twice the middle of the key's range, which is no whole number.
    int r = 8 * (key >> 12) + 3;
    int g = 8 * (key >> 6 & 63) + 3;
    int b = 8 * (key & 63) + 3;
    int best = 0;
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < colors.length; i++) {
      int dr = 2 * (colors[i] >> 16 & 255) - r;
      int dg = 2 * (colors[i] >> 8 & 255) - g;
      int db = 2 * (colors[i] & 255) - b;
      int d = WEIGHT[0] * dr * dr + WEIGHT[1] * dg * dg + WEIGHT[2] * db * db;
      if (d < least) {
        least = d;
        best = i;
      }
    }
    nearest[key] = (short) best;
    return best;
  }
}
