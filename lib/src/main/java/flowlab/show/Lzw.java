package flowlab.show;

import java.util.Arrays;

/** GIF's variable-length LZW over byte pixels, into a buffer that is used again and again. */
final class Lzw {
  static final int ROOT_BITS = 8;
  private static final int CLEAR = 1 << ROOT_BITS;
  private static final int END = CLEAR + 1;
  private static final int FULL = 4096;
  private static final int SLOTS = 1 << 14;

  private final int[] keys = new int[SLOTS];
  private final short[] codes = new short[SLOTS];
  private byte[] out = new byte[1 << 16];
  private int length;
  private long bits;
  private int held;

  /** Encodes pixels; {@link #bytes} and {@link #length} hold the result until the next call. */
  void encode(byte[] pixels, int n) {
    length = 0;
    bits = 0;
    held = 0;
    Arrays.fill(keys, -1);
    int next = END + 1;
    int width = ROOT_BITS + 1;
    put(CLEAR, width);
    int prefix = pixels[0] & 255;
    for (int i = 1; i < n; i++) {
      int pixel = pixels[i] & 255;
      int key = prefix << 8 | pixel;
      int slot = (key * 0x9e3779b1) >>> 18;
      while (keys[slot] != key && keys[slot] != -1) slot = slot + 1 & SLOTS - 1;
      if (keys[slot] == key) {
        prefix = codes[slot];
        continue;
      }
      put(prefix, width);
      if (next < FULL) {
        keys[slot] = key;
        codes[slot] = (short) next;
        // The reader is one code behind: the width grows when the code just made needs it.
        if (next == 1 << width) width++;
        next++;
      } else {
        put(CLEAR, width);
        Arrays.fill(keys, -1);
        next = END + 1;
        width = ROOT_BITS + 1;
      }
      prefix = pixel;
    }
    put(prefix, width);
    // The reader adds a code for the one just read, and may widen once more before the end.
    if (next == 1 << width && width < 12) width++;
    put(END, width);
    while (held > 0) byteOut();
  }

  byte[] bytes() {
    return out;
  }

  int length() {
    return length;
  }

  private void put(int code, int width) {
    bits |= (long) code << held;
    held += width;
    while (held >= 8) byteOut();
  }

  private void byteOut() {
    if (length == out.length) out = Arrays.copyOf(out, 2 * length);
    out[length++] = (byte) bits;
    bits >>>= 8;
    held = Math.max(0, held - 8);
  }
}
