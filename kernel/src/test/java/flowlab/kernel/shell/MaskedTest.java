package flowlab.kernel.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a // b \" c|a        ",
        "\"a//b\" + 'c'|\"xxxx\" + 'x'",
        "a /* b */ c|a         c",
        "\"\\\"\" + 1|\"xx\" + 1"
      })
  void masks(String source, String masked) {
    assertEquals(masked == null ? "" : masked.stripTrailing(), Masked.of(source).stripTrailing());
    assertEquals(source.length(), Masked.of(source).length());
  }
}
