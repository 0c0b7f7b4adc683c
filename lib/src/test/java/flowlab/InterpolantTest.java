package flowlab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class InterpolantTest {
  static Stream<Interpolant> paths() {
    return Stream.of(
        Interpolant.linear(),
        Interpolant.conditionalOt(1e-3),
        Interpolant.trigonometric(),
        Interpolant.cosine(),
        Interpolant.polynomial(1),
        Interpolant.polynomial(3),
        Interpolant.of(
            t -> Math.exp(-3 * t) * (1 - t),
            t -> t * t * (3 - 2 * t),
            t -> -Math.exp(-3 * t) * (4 - 3 * t),
            t -> 6 * t * (1 - t)));
  }

  @ParameterizedTest
  @MethodSource("paths")
  void derivativesAreThoseOfTheFunctions(Interpolant path) {
    for (double t = 0.01; t < 1; t += 0.07) {
      String at = path.name() + " at " + t;
      assertEquals(slope(path.alpha(), t), path.alphaDot().applyAsDouble(t), 1e-9, at);
      assertEquals(slope(path.beta(), t), path.betaDot().applyAsDouble(t), 1e-9, at);
    }
    assertEquals(1, path.alpha().applyAsDouble(0), 1e-12);
    assertEquals(0, path.beta().applyAsDouble(0), 1e-12);
    assertEquals(1, path.beta().applyAsDouble(1), 1e-12);
  }

  private static double slope(DoubleUnaryOperator f, double t) {
    double h = 1e-3;
    double near = f.applyAsDouble(t + h) - f.applyAsDouble(t - h);
    double far = f.applyAsDouble(t + 2 * h) - f.applyAsDouble(t - 2 * h);
    return (8 * near - far) / (12 * h);
  }

  /** Seed 002 has x_t = (1 − (1 − σ) t) x₀ + t x₁ with the target x₁ − x₀: it lacks the σ. */
  @Test
  void aTargetThatIsNotTheVelocityIsRefused() {
    double sigma = 1e-3;
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Interpolant.of(t -> 1 - (1 - sigma) * t, t -> t, t -> -1, t -> 1));
    assertTrue(e.getMessage().contains("check the derivative"), e.getMessage());
    INDArray x0 = Nd4j.create(new double[][] {{2, -1}});
    INDArray x1 = Nd4j.create(new double[][] {{5, 3}});
    INDArray t = Nd4j.create(new double[][] {{0.25}});
    PathSample sample = Interpolant.conditionalOt(sigma).at(x0, x1, t);
    assertArrayEquals(
        new double[] {5 - 0.999 * 2, 3 + 0.999}, sample.velocity().toDoubleVector(), 1e-12);
    assertThrows(
        IllegalArgumentException.class,
        () -> Interpolant.of(s -> 1 - s, s -> s, s -> 1, s -> 1)); // a sign
    assertThrows(
        IllegalArgumentException.class,
        () -> Interpolant.of(s -> 1 - s, s -> s, s -> Double.NaN, s -> 1));
  }
}
