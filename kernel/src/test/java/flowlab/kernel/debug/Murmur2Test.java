package flowlab.kernel.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of the implementation that ipykernel has (murmur2_x86). */
class Murmur2Test {
  @ParameterizedTest
  @CsvSource({
    "'', 0, 0",
    "a, 0, 2456313694",
    "ab, 7, 3463498940",
    "abc, 2538058380, 479470107",
    "int x = 1;, 3339675911, 1721718547",
    "größe ∂, 2538058380, 1789160606",
    "0123456789abcdef, 1, 3500483126"
  })
  void isTheHashOfFrontEnds(String text, long seed, long hash) {
    assertEquals(hash, Murmur2.of(text, (int) seed));
  }
}
