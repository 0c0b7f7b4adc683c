package flowlab.nd;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Generators from seeds. */
public final class Seeds {
  private static final RandomGeneratorFactory<RandomGenerator> FACTORY =
      RandomGeneratorFactory.of("L64X128MixRandom");

  private Seeds() {}

  /** The generator that the whole library uses, from a seed. */
  public static RandomGenerator generator(long seed) {
    return FACTORY.create(seed);
  }

  /**
   * The generator of (seed, k): step k of a run draws from it, so that a resumed run repeats
   * itself. The pair is mixed by the finaliser of SplitMix64 (Steele et al., 2014).
   */
  public static RandomGenerator generator(long seed, long k) {
    long z = seed + (k + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return generator(z ^ (z >>> 31));
  }
}
