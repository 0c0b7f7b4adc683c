package flowlab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import flowlab.data.Gaussian;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class TimesTest {
  @Test
  void columnsOfTimes() {
    assertArrayEquals(new double[] {0.25, 0.25}, Times.all(2, 0.25).toDoubleVector());
    var uniform = Times.uniform(10_000, new SplittableRandom(1));
    assertArrayEquals(new long[] {10_000, 1}, uniform.shape());
    assertEquals(0.5, uniform.meanNumber().doubleValue(), 0.012); // four standard errors
    assertThrows(IllegalArgumentException.class, () -> Times.all(2, 1.5));
  }

  @Test
  void pointsOnWalks() {
    var noise = Gaussian.standard(2);
    var at = Interpolant.linear().sampleAt(0.25, noise, noise, 3, new SplittableRandom(2));
    var expected = at.x0().mul(0.75).add(at.x1().mul(0.25));
    assertTrue(at.xt().equalsWithEps(expected, 1e-12));
    var any = Interpolant.linear().sample(noise, noise, 50, new SplittableRandom(2));
    assertTrue(any.t().maxNumber().doubleValue() > any.t().minNumber().doubleValue());
  }

  @Test
  void partsOfATrajectory() {
    double[] times = {0, 0.25, 0.5, 1};
    var states =
        List.of(
            Nd4j.create(new double[][] {{0, 1}}),
            Nd4j.create(new double[][] {{2, 3}}),
            Nd4j.create(new double[][] {{4, 5}}),
            Nd4j.create(new double[][] {{6, 7}}));
    var way = new Trajectory(times, states);
    assertArrayEquals(new double[] {0, 0.5, 1}, way.every(2).times());
    assertArrayEquals(new double[] {2, 3}, way.path(0)[1]);
    assertArrayEquals(new double[] {0.25, 3}, way.overTime(1)[0][1]);
  }
}
