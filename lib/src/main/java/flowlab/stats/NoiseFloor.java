package flowlab.stats;

import java.util.Arrays;

/**
 * How large a metric is between samples of one and the same law.
 *
 * @param mean over the pairs
 * @param deviation standard deviation of one pair
 */
public record NoiseFloor(double mean, double deviation) {
  static NoiseFloor of(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return new NoiseFloor(mean, Math.sqrt(squares / (values.length - 1)));
  }

  @Override
  public String toString() {
    return "%.3g ± %.2g".formatted(mean, deviation);
  }
}
