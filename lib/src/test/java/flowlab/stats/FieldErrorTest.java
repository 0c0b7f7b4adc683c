package flowlab.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import flowlab.Interpolant;
import flowlab.VectorField;
import flowlab.data.Gaussian;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FieldErrorTest {
  private final VectorField zero = (x, t) -> x.mul(0);

  @Test
  void perCoordinate() {
    var noise = Gaussian.standard(2);
    var at = Interpolant.linear().sample(noise, noise, 50, new SplittableRandom(1));
    VectorField three = (x, t) -> x.mul(0).addi(3);
    assertEquals(9, FieldError.of(three, zero, at), 1e-12);
    double squares = Math.pow(at.velocity().norm2Number().doubleValue(), 2);
    assertEquals(squares / 100, FieldError.loss(zero, at), 1e-9);
  }

  @Test
  void quantilesOfAFloor() {
    var floor = NoiseFloor.of(new double[] {3, 1, 2, 5, 4});
    assertEquals(List.of(1.0, 2.0, 3.0, 4.0, 5.0), floor.values());
    assertEquals(3, floor.quantile(0.5));
    assertEquals(4.6, floor.quantile(0.9), 1e-12);
  }
}
