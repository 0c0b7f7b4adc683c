package flowlab.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import flowlab.Trajectory;
import flowlab.data.EightGaussians;
import flowlab.data.Gaussian;
import flowlab.data.Moons;
import flowlab.nd.Seeds;
import flowlab.nd.Shapes;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class StatsTest {
  /** A translation costs its length, whatever the sample; and pairs may come in any order. */
  @Test
  void wassersteinOfATranslation() {
    INDArray x = EightGaussians.torchdyn().sample(100, Seeds.generator(1));
    INDArray moved = x.addRowVector(Nd4j.createFromArray(3.0, 4.0));
    INDArray shuffled = Nd4j.reverse(moved.dup()).reshape(100, 2);
    assertEquals(5, Wasserstein.exact(x, moved), 1e-12);
    double[] rows = Shapes.toRows(shuffled); // reversed entries: swap the columns back
    for (int i = 0; i < rows.length; i += 2) {
      double first = rows[i];
      rows[i] = rows[i + 1];
      rows[i + 1] = first;
    }
    assertEquals(5, Wasserstein.exact(x, Shapes.fromRows(rows, 100, 2)), 1e-12);
    double sliced = Wasserstein.sliced(x, moved, 2000, Seeds.generator(2));
    assertEquals(5 / Math.sqrt(2), sliced, 0.15); // E cos² = ½ in the plane
    assertTrue(sliced <= 5);
  }

  /** Of normals both ways agree with the closed form; sliced is below exact. */
  @Test
  void wassersteinOfNormals() {
    Gaussian p = Gaussian.standard(2);
    Gaussian q = new Gaussian(new double[] {2, 1}, new double[][] {{2, 0.5}, {0.5, 0.7}});
    double exact = Bures.distance(p, q);
    INDArray x = p.sample(800, Seeds.generator(3));
    INDArray y = q.sample(800, Seeds.generator(4));
    assertEquals(exact, Wasserstein.exact(x, y), 0.15);
    assertEquals(exact, Bures.between(x, y), 0.15);
    double sliced = Wasserstein.sliced(x, y, 50, Seeds.generator(5));
    assertTrue(sliced < Wasserstein.exact(x, y));
  }

  @Test
  void buresInClosedForm() {
    Gaussian p = new Gaussian(new double[] {1, 2, 3}, 0.5);
    Gaussian q = new Gaussian(new double[] {1, 0, 3}, 2);
    assertEquals(Math.sqrt(4 + 3 * 1.5 * 1.5), Bures.distance(p, q), 1e-12);
    Gaussian r = new Gaussian(new double[3], new double[][] {{2, 1, 0}, {1, 3, 0.5}, {0, 0.5, 1}});
    assertEquals(0, Bures.distance(r, r), 1e-7);
    assertEquals(Bures.distance(q, r), Bures.distance(r, q), 1e-12);
    // commuting covariances: the difference of the roots
    Gaussian wide = new Gaussian(new double[2], new double[][] {{5, 3}, {3, 5}}); // 8 and 2
    Gaussian narrow =
        new Gaussian(new double[2], new double[][] {{1.5, 0.5}, {0.5, 1.5}}); // 2 and 1
    double a = Math.sqrt(8) - Math.sqrt(2);
    double b = Math.sqrt(2) - 1;
    assertEquals(Math.sqrt(a * a + b * b), Bures.distance(wide, narrow), 1e-12);
  }

  /** Floors that the study measured: samples of one law are this far apart. */
  @Test
  void noiseFloorsAreThoseMeasured() {
    SampleMetric w2 = Wasserstein::exact;
    NoiseFloor eight = w2.noiseFloor(EightGaussians.torchdyn(), 500, 6, 1);
    assertEquals(0.763, eight.mean(), 0.2);
    NoiseFloor moons = w2.noiseFloor(Moons.conditionalFlow()::evenly, 1000, 2, 2);
    assertEquals(0.071, moons.mean(), 0.01); // as scikit-learn spaces them
    NoiseFloor independent = w2.noiseFloor(Moons.conditionalFlow(), 1000, 2, 2);
    assertTrue(independent.mean() > 2 * moons.mean(), independent + " and " + moons);
    NoiseFloor even = w2.noiseFloor(EightGaussians.torchdyn()::evenly, 1000, 2, 2);
    assertEquals(0.389, even.mean(), 0.08);
    assertEquals(eight, w2.noiseFloor(EightGaussians.torchdyn(), 500, 6, 1));
    assertTrue(
        Wasserstein.sliced(20, 1).noiseFloor(EightGaussians.torchdyn(), 500, 3, 1).mean()
            < eight.mean());
  }

  /** E|X − Y| and its like by hand on three points. */
  /**
   * Of equal laws the squared energy distance of n and n points has mean 2 E|X − X′|/n, and E|X −
   * X′| = √π for the normal of the plane; the unbiased MMD has mean 0.
   */
  @Test
  void everyMetricHasAFloor() {
    int n = 100;
    int repeats = 25;
    Gaussian law = Gaussian.standard(2);
    SampleMetric energy = EnergyDistance::squared;
    NoiseFloor floor = energy.noiseFloor(law, n, repeats, 3);
    double band = 5 / Math.sqrt(repeats);
    assertEquals(2 * Math.sqrt(Math.PI) / n, floor.mean(), band * floor.deviation());
    NoiseFloor mmd = new Mmd(1).noiseFloor(law, n, repeats, 4);
    assertEquals(0, mmd.mean(), band * mmd.deviation());
    SampleMetric bures = Bures::between;
    double near = bures.noiseFloor(law, 16 * n, repeats, 5).mean();
    double far = bures.noiseFloor(law, n, repeats, 5).mean();
    assertEquals(4, far / near, 1.2, "it falls as 1/√n");
  }

  @Test
  void energyDistanceByHand() {
    INDArray x = Nd4j.create(new double[][] {{0}, {2}});
    INDArray y = Nd4j.create(new double[][] {{1}});
    assertEquals(2 * 1 - 2 * 2 / 4.0 - 0, EnergyDistance.squared(x, y), 1e-15);
    INDArray a = Gaussian.standard(2).sample(300, Seeds.generator(6));
    INDArray b = new Gaussian(new double[] {1, 0}, 1).sample(300, Seeds.generator(7));
    assertEquals(0, EnergyDistance.squared(a, a), 1e-12);
    SampleMetric energy = EnergyDistance::squared;
    NoiseFloor floor = energy.noiseFloor(Gaussian.standard(2), 300, 5, 3);
    assertTrue(floor.mean() > 0);
    assertTrue(EnergyDistance.squared(a, b) > floor.mean() + 10 * floor.deviation());
  }

  /** Mean 0 under equality; the biased estimator, with i = j, would be 2/n above. */
  @Test
  void mmdIsUnbiased() {
    Mmd mmd = new Mmd(1);
    int repeats = 200;
    NoiseFloor floor = mmd.noiseFloor(Gaussian.standard(2), 50, repeats, 4);
    assertEquals(0, floor.mean(), 5 * floor.deviation() / Math.sqrt(repeats));
    assertTrue(2.0 / 50 > 10 * floor.deviation() / Math.sqrt(repeats));
    // N(0, I) against N(m, I), ℓ = 1, d = 2: 2 (1 − e^{−|m|²/6}) / 3 in closed form
    INDArray x = Gaussian.standard(2).sample(1500, Seeds.generator(8));
    INDArray y = new Gaussian(new double[] {2, 0}, 1).sample(1500, Seeds.generator(9));
    assertEquals(2 * (1 - Math.exp(-4 / 6.0)) / 3, mmd.between(x, y), 0.03);
  }

  @Test
  void kernelDensityIsADensity() {
    INDArray x = Gaussian.standard(1).sample(2000, Seeds.generator(10));
    Kde kde = Kde.of(x);
    INDArray grid = Nd4j.linspace(-8, 8, 801, org.nd4j.linalg.api.buffer.DataType.DOUBLE);
    double mass = 0;
    for (double log : kde.logDensity(grid.reshape(801, 1))) {
      mass += 0.02 * Math.exp(log);
    }
    assertEquals(1, mass, 1e-6);
    // the estimate of N(0, 1) is N(0, 1 + h²)
    double smooth = new Gaussian(new double[1], Math.hypot(1, kde.bandwidth())).logDensity(0.5);
    assertEquals(smooth, kde.logDensity(Nd4j.create(new double[][] {{0.5}}))[0], 0.12);
    Kde single = Kde.of(Nd4j.create(new double[][] {{1, 2}}), 0.3);
    double[] far = single.logDensity(Nd4j.create(new double[][] {{1, 2}, {100, 2}}));
    assertEquals(new Gaussian(new double[] {1, 2}, 0.3).logDensity(1, 2), far[0], 1e-12);
    assertEquals(new Gaussian(new double[] {1, 2}, 0.3).logDensity(100, 2), far[1], 1e-9);
  }

  @Test
  void histogramsCountEveryValueOnce() {
    Histogram h = Histogram.of(new double[] {-1, 0, 0.49, 0.5, 1, 1.01, Double.NaN}, 0, 1, 2);
    assertEquals(2, h.counts()[0]);
    assertEquals(2, h.counts()[1]);
    assertEquals(7, h.total());
    assertEquals(0.25, h.middle(0), 0);
    assertEquals(2 / (7 * 0.5), h.density(1), 1e-15);
    double[] x = Shapes.toRows(Gaussian.standard(1).sample(20_000, Seeds.generator(11)));
    Histogram normal = Histogram.of(x, -3, 3, 30);
    for (int i = 0; i < 30; i++) {
      double p = Math.exp(new Gaussian(new double[1], 1).logDensity(normal.middle(i)));
      assertEquals(p, normal.density(i), 5 * normal.densityError(i) + 3e-3);
    }
  }

  /**
   * E[ε e^{ikX}] = i b k φ(k) for normal ε and any data; with Laplace noise it fails, as it must.
   */
  @Test
  void characteristicFunctionsTellNormalNoise() {
    int n = 100_000;
    double a = 0.6;
    double b = 0.8;
    for (boolean normal : new boolean[] {true, false}) {
      RandomGenerator random = Seeds.generator(12);
      double[] noise = new double[n];
      double[] x = new double[n];
      for (int i = 0; i < n; i++) {
        noise[i] = normal ? random.nextGaussian() : laplace(random);
        double data = random.nextBoolean() ? 2 : random.nextDouble();
        x[i] = a * data + b * noise[i];
      }
      INDArray rows = Shapes.fromRows(x, n, 1);
      boolean holds =
          IntStream.rangeClosed(1, 6)
              .mapToDouble(j -> 0.5 * j)
              .allMatch(
                  k -> {
                    var phi = CharacteristicFunction.of(rows, k);
                    var left = CharacteristicFunction.of(rows, noise, k);
                    return left.isNear(-b * k * phi.im(), b * k * phi.re());
                  });
      assertEquals(normal, holds);
    }
  }

  private static double laplace(RandomGenerator random) { // variance 1
    double size = -Math.log(1 - random.nextDouble()) / Math.sqrt(2);
    return random.nextBoolean() ? size : -size;
  }

  @Test
  void characteristicFunctionOfANormal() {
    int n = 50_000;
    INDArray x = new Gaussian(new double[] {1, 0}, 0.5).sample(n, Seeds.generator(13));
    var value = CharacteristicFunction.of(x, 2, 1);
    double size = Math.exp(-0.5 * 0.25 * 5); // e^{−σ²|k|²/2}: the variance, not σ
    assertTrue(value.isNear(size * Math.cos(2), size * Math.sin(2)));
    assertFalse(value.isNear(Math.exp(-0.5 * 0.5 * 5) * Math.cos(2), size * Math.sin(2)));
    assertEquals(5 / Math.sqrt(n), value.band(), 1e-12);
  }

  @Test
  void energyOfAStraightPath() {
    INDArray x = Gaussian.standard(2).sample(10, Seeds.generator(14));
    INDArray step = Nd4j.createFromArray(3.0, 4.0);
    var path =
        new Trajectory(
            new double[] {0, 0.25, 1},
            List.of(x, x.addRowVector(step.mul(0.25)), x.addRowVector(step)));
    assertEquals(25, PathEnergy.of(path), 1e-10);
    assertEquals(0, PathEnergy.normalised(path, 5), 1e-10);
    var detour =
        new Trajectory(
            new double[] {0, 0.5, 1}, List.of(x, x.addRowVector(step), x.addRowVector(step)));
    assertEquals(1, PathEnergy.normalised(detour, 5), 1e-10);
  }

  @Test
  void badInputTeaches() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Wasserstein.exact(Nd4j.zeros(3, 2), Nd4j.zeros(4, 2)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Mmd(1).between(Nd4j.zeros(1, 2), Nd4j.zeros(4, 2)));
    assertThrows(IllegalArgumentException.class, () -> Kde.of(Nd4j.zeros(1, 2), 0));
    assertThrows(IllegalArgumentException.class, () -> Histogram.of(new double[1], 1, 0, 3));
    SampleMetric w2 = Wasserstein::exact;
    assertThrows(
        IllegalArgumentException.class, () -> w2.noiseFloor(Gaussian.standard(2), 5, 1, 1));
  }
}
