package flowlab.kernel.display;

import java.util.stream.IntStream;

/** Of many rows or columns the first and the last are shown. */
final class Ends {
  /** Stands for all that are left out. */
  static final int GAP = -1;

  private Ends() {}

  /** The numbers of those that are shown: all if they are few, else the first, a gap, the last. */
  static int[] shown(long size, int all, int first, int last) {
    if (size <= all) return IntStream.range(0, (int) size).toArray();
    int end = (int) Math.min(size, Integer.MAX_VALUE);
    return IntStream.concat(
            IntStream.concat(IntStream.range(0, first), IntStream.of(GAP)),
            IntStream.range(end - last, end))
        .toArray();
  }
}
