package flowlab.model;

import flowlab.nd.Encoding;
import java.util.Arrays;

/**
 * What a network is told of a time t: the number itself, or cosines and sines of it, with which it
 * can follow a field that changes fast.
 *
 * @param waves k; 0 for the number itself
 * @param frequencies cycles in t of each wave; empty if they are learned
 */
public record TimeEmbedding(int waves, double[] frequencies) {
  public TimeEmbedding {
    frequencies = frequencies.clone();
    if (waves < 0 || (frequencies.length != 0 && frequencies.length != waves)) {
      throw new IllegalArgumentException(
          "expected a frequency for each of %d waves, got %d".formatted(waves, frequencies.length));
    }
  }

  /** The time t as it is: one input. */
  public static TimeEmbedding raw() {
    return new TimeEmbedding(0, new double[0]);
  }

  /** cos 2πft and sin 2πft for frequencies f that stay (Tancik et al., 2020): 2k inputs. */
  public static TimeEmbedding fourier(double... frequencies) {
    if (frequencies.length == 0) {
      throw new IllegalArgumentException("expected at least one frequency, for instance 0.5, 1, 2");
    }
    return new TimeEmbedding(frequencies.length, frequencies);
  }

  /**
   * cos π(wt + b) and sin π(wt + b) with learned w and b, k of each: 2k inputs. They start uniform
   * on ±1, as PyTorch's {@code nn.Linear(1, k)} does.
   */
  public static TimeEmbedding learned(int waves) {
    if (waves < 1) throw new IllegalArgumentException("expected at least one wave, got " + waves);
    return new TimeEmbedding(waves, new double[0]);
  }

  @Override
  public double[] frequencies() {
    return frequencies.clone();
  }

  /** The encoding of rows of so many numbers, with times in these columns. */
  Encoding in(int inputs, int... times) {
    return waves == 0
        ? Encoding.none(inputs)
        : new Encoding(inputs, times, waves, Arrays.stream(frequencies).map(f -> 2 * f).toArray());
  }
}
