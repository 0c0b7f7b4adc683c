package flowlab.kernel.debug;

import java.nio.charset.StandardCharsets;

/** The hash by which front ends know a cell: MurmurHash2 in 32 bits, by Austin Appleby. */
final class Murmur2 {
  private static final int MIX = 0x5bd1e995;

  private Murmur2() {}

  /** The hash of a text in UTF-8, from 0 to 2³² − 1. */
  static long of(String text, int seed) {
    byte[] data = text.getBytes(StandardCharsets.UTF_8);
    int h = seed ^ data.length;
    int whole = data.length & ~3;
    for (int i = 0; i < whole; i += 4) {
      int k =
          (byteAt(data, i) | byteAt(data, i + 1) << 8 | byteAt(data, i + 2) << 16)
              | byteAt(data, i + 3) << 24;
      k *= MIX;
      k ^= k >>> 24;
      h = h * MIX ^ k * MIX;
    }
    if (data.length > whole) {
      for (int i = whole; i < data.length; i++) h ^= byteAt(data, i) << 8 * (i - whole);
      h *= MIX;
    }
    h ^= h >>> 13;
    h *= MIX;
    h ^= h >>> 15;
    return Integer.toUnsignedLong(h);
  }

  private static int byteAt(byte[] data, int i) {
    return data[i] & 0xff;
  }
}
