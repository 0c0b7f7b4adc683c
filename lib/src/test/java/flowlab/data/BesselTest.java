package flowlab.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class BesselTest {
  /** In 30 digits by mpmath, on both sides of the change of formula. */
  @Test
  void scaledBesselFunctions() {
    double[][] values = {
      {0, 1, 0},
      {0.1, 0.9071009257823011, 0.045298446808809324},
      {1, 0.46575960759364043, 0.2079104153497085},
      {10, 0.1278333371634286, 0.12126268138445552},
      {29.9, 0.073269219046001906, 0.072033374911868786},
      {30.1, 0.073023294131060944, 0.071799854351014335},
      {10000, 0.0039894726746047321, 0.0039892731959836623}
    };
    Bessel bessel = new Bessel();
    for (double[] v : values) {
      bessel.at(v[0]);
      assertEquals(v[1], bessel.i0(), 4e-15 * v[1], "I0 at " + v[0]);
      assertEquals(v[2], bessel.i1(), 4e-15 * v[2], "I1 at " + v[0]);
    }
    assertThrows(IllegalArgumentException.class, () -> bessel.at(-1));
    assertThrows(IllegalArgumentException.class, () -> bessel.at(Double.NaN));
  }
}
