package flowlab.show;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * A few colours that stand for many (Heckbert, 1982): the box of colours with the largest spread is
 * cut at its mean until there are enough boxes. Counts are damped, so that a small marker is not
 * lost to the paper.
 *
 * <p>Colours are counted in 64³ bins. A bin also knows its commonest exact colour, by the majority
 * vote of Boyer and Moore, so that flat areas keep the very colour they were drawn in.
 */
final class MedianCut {
  /** A bin of one colour has its mean there; a few strangers do not change that. */
  private static final double FLAT = 0.5;

  private static final int BINS = 1 << 18;

  private final int[] count = new int[BINS];
  private final long[] red = new long[BINS];
  private final long[] green = new long[BINS];
  private final long[] blue = new long[BINS];
  private final int[] leader = new int[BINS];
  private final int[] lead = new int[BINS];

  /** Counts the pixels of a picture. */
  void add(int[] rgb) {
    for (int p : rgb) {
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

  /** Some bins, the axis along which they spread most, the place to cut it, and that spread. */
  private record Box(int[] bins, int axis, double mean, double spread) {}

  /** At most so many colours for all that was counted. */
  int[] colors(int most) {
    int[] all = new int[BINS];
    int n = 0;
    for (int bin = 0; bin < all.length; bin++) {
      if (count[bin] > 0) all[n++] = bin;
    }
    PriorityQueue<Box> open = new PriorityQueue<>(Comparator.comparingDouble(b -> -b.spread));
    List<Box> done = new ArrayList<>();
    open.add(box(Arrays.copyOf(all, n)));
    while (open.size() + done.size() < most && !open.isEmpty()) {
      Box box = open.poll();
      int[] low = Arrays.stream(box.bins).filter(b -> channel(b, box.axis) < box.mean).toArray();
      int[] high = Arrays.stream(box.bins).filter(b -> channel(b, box.axis) >= box.mean).toArray();
      if (low.length == 0 || high.length == 0) {
        done.add(box);
      } else {
        open.add(box(low));
        open.add(box(high));
      }
    }
    done.addAll(open);
    return done.stream().mapToInt(b -> color(b.bins)).toArray();
  }

  private double channel(int bin, int axis) {
    long[] sum = axis == 0 ? red : axis == 1 ? green : blue;
    return (double) sum[bin] / count[bin];
  }

  private Box box(int[] bins) {
    int widest = 0;
    double mean = 0;
    double spread = -1;
    for (int axis = 0; axis < 3; axis++) {
      double w = 0;
      double s = 0;
      double ss = 0;
      for (int bin : bins) {
        double weight = Math.sqrt(count[bin]);
        double v = channel(bin, axis);
        w += weight;
        s += weight * v;
        ss += weight * v * v;
      }
      double around = (ss - s * s / w) * ColorTable.WEIGHT[axis];
      if (around > spread) {
        spread = around;
        widest = axis;
        mean = s / w;
      }
    }
    return new Box(bins, widest, mean, bins.length < 2 ? -1 : spread);
  }

  /** The exact colour of the commonest bin where it rules the box, else the mean. */
  private int color(int[] bins) {
    long n = 0;
    double[] sum = new double[3];
    int top = bins[0];
    for (int bin : bins) {
      n += count[bin];
      for (int axis = 0; axis < 3; axis++) sum[axis] += channel(bin, axis) * count[bin];
      top = count[bin] > count[top] ? bin : top;
    }
    int mean = 0;
    boolean flat = true;
    for (int axis = 0; axis < 3; axis++) {
      mean = mean << 8 | (int) Math.round(sum[axis] / n);
      int leading = leader[top] >> 16 - 8 * axis & 255;
      flat &= Math.abs(channel(top, axis) - leading) < FLAT;
    }
    return flat && 2L * count[top] >= n ? leader[top] : mean;
  }
}
