package flowlab.check;

import flowlab.nd.Seeds;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Where else a check asks. A verdict shows where an answer is worst and what was expected there, so
 * an answer could be a list of what was shown. Who grades sets the property {@value #SEED}: then
 * each check asks at inputs that nobody has seen, too.
 */
final class Unseen {
  static final String SEED = "flowlab.check.seed";
  private static final int MORE = 4;

  private Unseen() {}

  /** The generator of a check's inputs: the same each time, but for who grades. */
  static RandomGenerator generator() {
    return Seeds.generator(Long.getLong(SEED, 2026));
  }

  /** The shown inputs, and for who grades some more from between these two. */
  static double[] and(double low, double high, double... shown) {
    if (Long.getLong(SEED) == null) return shown;
    double[] all = Arrays.copyOf(shown, shown.length + MORE);
    RandomGenerator random = generator();
    for (int i = shown.length; i < all.length; i++) all[i] = random.nextDouble(low, high);
    return all;
  }

  /** As {@link #and}, for whole numbers. */
  static int[] whole(int low, int high, int... shown) {
    double[] all = and(low, high, Arrays.stream(shown).asDoubleStream().toArray());
    return Arrays.stream(all).mapToInt(x -> (int) x).toArray();
  }
}
