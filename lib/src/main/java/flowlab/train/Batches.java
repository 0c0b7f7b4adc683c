package flowlab.train;

import flowlab.Coupling;
import flowlab.Sampler;
import flowlab.nd.Seeds;
import flowlab.nd.Shapes;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Makes the batch of any step: step k draws from the generator of (seed, k) and from nothing else.
 * The arrays between are kept from step to step.
 */
final class Batches {
  private final Objective objective;
  private final Sampler source;
  private final BatchRows target;
  private final Coupling coupling;
  private final TimeSampling times;
  private final int d;
  private final long seed;
  private Room room = new Room(0, 1);

  /** Arrays for n rows of d numbers. */
  private static final class Room {
    final int n;
    final double[] x0;
    final double[] x1;
    final double[] matched;
    final double[] t;

    Room(int n, int d) {
      this.n = n;
      x0 = new double[n * d];
      x1 = new double[n * d];
      matched = new double[n * d];
      t = new double[n];
    }
  }

  Batches(
      Objective objective,
      Sampler source,
      BatchRows target,
      Coupling coupling,
      TimeSampling times,
      int d,
      long seed) {
    this.objective = objective;
    this.source = source;
    this.target = target;
    this.coupling = coupling;
    this.times = times;
    this.d = d;
    this.seed = seed;
    requireData();
  }

  /** The batch of step k. */
  void draw(int k, Batch batch) {
    RandomGenerator random = Seeds.generator(seed, k);
    int n = target.count(k);
    Room room = room(n);
    source.fill(room.x0, n, random);
    target.fill(room.x1, k, random);
    times.fill(room.t, n, random);
    double[] x1 = paired(room, random);
    objective.rows(
        new Objective.Draws(room.x0, x1, room.t, n, d), random, batch.input, batch.target);
    batch.n = n;
  }

  private Room room(int n) {
    if (room.n != n) room = new Room(n, d);
    return room;
  }

  private double[] paired(Room room, RandomGenerator random) {
    if (coupling == Coupling.INDEPENDENT) return room.x1;
    int[] match =
        coupling.match(
            Shapes.fromRows(room.x0, room.n, d), Shapes.fromRows(room.x1, room.n, d), random);
    for (int row = 0; row < room.n; row++) {
      System.arraycopy(room.x1, match[row] * d, room.matched, row * d, d);
    }
    return room.matched;
  }

  /** Missing values would only show as a loss of NaN; look at one batch before the first step. */
  private void requireData() {
    RandomGenerator random = Seeds.generator(seed, -1);
    Room room = room(target.count(0));
    source.fill(room.x0, room.n, random);
    target.fill(room.x1, 0, random);
    Shapes.requireFinite("the source's samples", room.x0, d);
    Shapes.requireFinite("the target's samples", room.x1, d);
    times.fill(room.t, room.n, random);
    if (!Arrays.stream(room.t).allMatch(t -> t >= 0 && t <= 1)) {
      throw new IllegalArgumentException("expected times in [0, 1] from the time sampling");
    }
  }
}
