package flowlab.train;

import flowlab.Sampler;
import flowlab.data.Points;
import flowlab.nd.Seeds;
import java.util.random.RandomGenerator;

/** Where the data of a step come from: fresh draws, or the next rows of a shuffled data set. */
interface BatchRows {
  /** How many rows step k has. */
  int count(int k);

  /** The rows of step k, into an array with room for just these. */
  void fill(double[] rows, int k, RandomGenerator random);

  /** Fresh draws, the same number each step. */
  static BatchRows fresh(Sampler sampler, int batch) {
    return new BatchRows() {
      @Override
      public int count(int k) {
        return batch;
      }

      @Override
      public void fill(double[] rows, int k, RandomGenerator random) {
        sampler.fill(rows, batch, random);
      }
    };
  }

  /**
   * A data set in epochs: each row once an epoch, in an order of its own; the last batch of an
   * epoch has what is left. The order of epoch e comes from (seed, −2 − e).
   */
  static BatchRows epochs(Points data, int batch, long seed) {
    return new Epochs(data, batch, seed);
  }

  /** How many steps an epoch has. */
  static int stepsPerEpoch(Points data, int batch) {
    return (data.size() + batch - 1) / batch;
  }

  /** See {@link #epochs}. */
  final class Epochs implements BatchRows {
    private final Points data;
    private final int batch;
    private final long seed;
    private final int stepsPerEpoch;
    private final int[] order;
    private int shuffled = -1; // the epoch that order belongs to

    private Epochs(Points data, int batch, long seed) {
      this.data = data;
      this.batch = batch;
      this.seed = seed;
      stepsPerEpoch = stepsPerEpoch(data, batch);
      order = new int[data.size()];
    }

    @Override
    public int count(int k) {
      return Math.min(batch, data.size() - k % stepsPerEpoch * batch);
    }

    @Override
    public void fill(double[] rows, int k, RandomGenerator random) {
      int epoch = k / stepsPerEpoch;
      if (epoch != shuffled) shuffle(epoch);
      int d = data.dimension();
      int first = k % stepsPerEpoch * batch;
      for (int i = 0; i < rows.length; i++) rows[i] = data.get(order[first + i / d], i % d);
    }

    /** Fisher and Yates, from the identity: an epoch's order does not depend on those before. */
    private void shuffle(int epoch) {
      RandomGenerator random = Seeds.generator(seed, -2L - epoch);
      for (int i = 0; i < order.length; i++) {
        int j = random.nextInt(i + 1);
        order[i] = order[j];
        order[j] = i;
      }
      shuffled = epoch;
    }
  }
}
