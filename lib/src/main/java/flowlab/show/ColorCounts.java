package flowlab.show;

/**
 * How often colours occur, in 64³ bins. A bin also knows its commonest exact colour, by the
 * majority vote of Boyer and Moore, so that flat areas keep the very colour they were drawn in.
 */
final class ColorCounts {
  static final int BINS = 1 << 18;

  final int[] count = new int[BINS];
  final long[] red = new long[BINS];
  final long[] green = new long[BINS];
  final long[] blue = new long[BINS];
  final int[] leader = new int[BINS];
  private final int[] lead = new int[BINS];

  /** Counts every stride-th pixel of a row-by-row picture. */
  void add(int[] rgb, int stride) {
    for (int i = 0; i < rgb.length; i += stride) {
      int p = rgb[i];
      int r = p >> 16 & 255;
      int g = p >> 8 & 255;
      int b = p & 255;
      int bin = (r >> 2) << 12 | (g >> 2) << 6 | b >> 2;
      count[bin]++;
      red[bin] += r;
      green[bin] += g;
      blue[bin] += b;
      int color = p & 0xffffff;
      if (lead[bin] == 0) {
        leader[bin] = color;
        lead[bin] = 1;
      } else {
        lead[bin] += leader[bin] == color ? 1 : -1;
      }
    }
  }
}
