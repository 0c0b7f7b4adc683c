package flowlab.kernel.api;

import java.util.Arrays;

/** Numbers of a loop of any length as at most 200 averages over stretches of equal length. */
final class Averages {
  private static final int MOST = 200;

  private final double[] sums = new double[MOST];
  private int stretch = 1, full, inLast;

  void add(double number) {
    if (full == MOST) halve();
    sums[full] += number;
    if (++inLast < stretch) return;
    full++;
    inLast = 0;
  }

  /** The averages of the complete stretches. */
  double[] averages() {
    double[] averages = Arrays.copyOf(sums, full);
    for (int i = 0; i < full; i++) averages[i] /= stretch;
    return averages;
  }

  private void halve() {
    for (int i = 0; i < MOST / 2; i++) sums[i] = sums[2 * i] + sums[2 * i + 1];
    Arrays.fill(sums, MOST / 2, MOST, 0);
    full = MOST / 2;
    stretch *= 2;
  }
}
