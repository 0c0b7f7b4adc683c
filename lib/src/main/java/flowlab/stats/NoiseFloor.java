package flowlab.stats;

import flowlab.nd.Shapes;
import java.util.Arrays;
import java.util.List;

/**
 * How large a metric is between samples of one and the same law.
 *
 * @param mean over the pairs
 * @param deviation standard deviation of one pair
 * @param values of the pairs, the smallest first
 */
public record NoiseFloor(double mean, double deviation, List<Double> values) {
  public NoiseFloor {
    values = values.stream().sorted().toList();
  }

  /** The floor of what was measured on several samples, at least two. */
  public static NoiseFloor of(double[] values) {
    Shapes.requirePositive("the number of values less one", values.length - 1);
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return new NoiseFloor(
        mean, Math.sqrt(squares / (values.length - 1)), Arrays.stream(values).boxed().toList());
  }

  /** What a share q of the pairs does not exceed; between two pairs, on the line through them. */
  public double quantile(double q) {
    if (!(q >= 0 && q <= 1)) {
      throw new IllegalArgumentException("expected a share in [0, 1], got " + q);
    }
    double at = q * (values.size() - 1);
    int below = (int) at;
    int above = Math.min(below + 1, values.size() - 1);
    return values.get(below) + (at - below) * (values.get(above) - values.get(below));
  }

  @Override
  public String toString() {
    return "%.3g ± %.2g".formatted(mean, deviation);
  }
}
