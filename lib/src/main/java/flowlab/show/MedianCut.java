package flowlab.show;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * A few colours that stand for many: the box of colours with the largest spread is cut at its mean
 * until there are enough boxes. Counts are damped, so that a small marker is not lost to the paper.
 */
final class MedianCut {
  /** A bin of one colour has its mean there; a few strangers do not change that. */
  private static final double FLAT = 0.5;

  private final ColorCounts counts;

  private MedianCut(ColorCounts counts) {
    this.counts = counts;
  }

  static int[] colors(ColorCounts counts, int most) {
    return new MedianCut(counts).cut(most);
  }

  /** Some bins, the axis along which they spread most, the place to cut it, and that spread. */
  private record Box(int[] bins, int axis, double mean, double spread) {}

  private int[] cut(int most) {
    int[] all = new int[ColorCounts.BINS];
    int n = 0;
    for (int bin = 0; bin < all.length; bin++) {
      if (counts.count[bin] > 0) {
        all[n++] = bin;
      }
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
    long[] sum = axis == 0 ? counts.red : axis == 1 ? counts.green : counts.blue;
    return (double) sum[bin] / counts.count[bin];
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
        double weight = Math.sqrt(counts.count[bin]);
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
      n += counts.count[bin];
      for (int axis = 0; axis < 3; axis++) {
        sum[axis] += channel(bin, axis) * counts.count[bin];
      }
      top = counts.count[bin] > counts.count[top] ? bin : top;
    }
    int mean = 0;
    boolean flat = true;
    for (int axis = 0; axis < 3; axis++) {
      mean = mean << 8 | (int) Math.round(sum[axis] / n);
      int leading = counts.leader[top] >> 16 - 8 * axis & 255;
      flat &= Math.abs(channel(top, axis) - leading) < FLAT;
    }
    return flat && 2L * counts.count[top] >= n ? counts.leader[top] : mean;
  }
}
