package flowlab;

import flowlab.nd.Shapes;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A batch of points followed through time.
 *
 * @param times t_0 &lt; … &lt; t_N (or falling, if solved backwards)
 * @param states the batch [n, d] at each time
 */
public record Trajectory(double[] times, List<INDArray> states) {
  public Trajectory {
    times = times.clone();
    states = states instanceof RowStates ? states : List.copyOf(states);
    if (times.length != states.size() || times.length == 0) {
      throw new IllegalArgumentException(
          "expected a state for each time, at least one, got %d times and %d states"
              .formatted(times.length, states.size()));
    }
  }

  @Override
  public double[] times() {
    return times.clone();
  }

  /**
   * What a solver saved: each state n rows of d numbers, kept as they are and made an array when
   * asked for.
   */
  public static Trajectory of(double[] times, List<double[]> states, int n, int d) {
    return new Trajectory(times, new RowStates(states, n, d));
  }

  /** The batch at the last time. */
  public INDArray last() {
    return states.get(states.size() - 1);
  }

  /** Every k-th of the saved times, from the first on, and the last. */
  public Trajectory every(int k) {
    Shapes.requirePositive("the stride", k);
    int end = times.length - 1;
    int[] kept = IntStream.rangeClosed(0, end).filter(i -> i % k == 0 || i == end).toArray();
    return new Trajectory(
        Arrays.stream(kept).mapToDouble(i -> times[i]).toArray(),
        Arrays.stream(kept).mapToObj(states::get).toList());
  }

  /** The places of one point, [time][coordinate]; rows are counted from 0. */
  public double[][] path(int row) {
    return states.stream().map(x -> x.getRow(row).toDoubleVector()).toArray(double[][]::new);
  }

  /** One coordinate of every point over time, as lines through (t, x): [point][time][2]. */
  public double[][][] overTime(int coordinate) {
    double[][][] lines = new double[last().rows()][times.length][];
    for (int k = 0; k < times.length; k++) {
      double[] x = states.get(k).getColumn(coordinate).toDoubleVector();
      for (int i = 0; i < lines.length; i++) {
        lines[i][k] = new double[] {times[k], x[i]};
      }
    }
    return lines;
  }

  /** The batch at the saved time closest to t. */
  public INDArray at(double t) {
    int best = 0;
    for (int i = 1; i < times.length; i++) {
      if (Math.abs(times[i] - t) < Math.abs(times[best] - t)) best = i;
    }
    return states.get(best);
  }
}
