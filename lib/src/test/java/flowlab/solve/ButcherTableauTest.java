package flowlab.solve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import org.junit.jupiter.api.Test;

class ButcherTableauTest {
  /** The tables are shared by every solver of the JVM. */
  @Test
  void whatIsHandedOutIsACopy() {
    ButcherTableau rk4 = ButcherTableau.RK4;
    rk4.a()[0][0] = 9;
    rk4.b()[0] = 9;
    rk4.c()[0] = 9;
    assertEquals(0.5, rk4.a()[0][0]);
    assertEquals(1.0 / 6, rk4.b()[0]);
    assertEquals(0, rk4.c()[0]);
    EmbeddedTableau dopri5 = EmbeddedTableau.DOPRI5;
    assertNotSame(dopri5.error(), dopri5.error());
    assertNotSame(dopri5.dense(), dopri5.dense());
    assertArrayEquals(dopri5.error(), dopri5.error());
  }

  @Test
  void whatIsHandedInIsCopied() {
    double[] b = {1};
    ButcherTableau euler = new ButcherTableau("mine", 1, new double[][] {}, b, new double[] {0});
    b[0] = 2;
    assertEquals(1, euler.b()[0]);
  }
}
