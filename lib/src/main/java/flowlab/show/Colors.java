package flowlab.show;

import java.awt.Color;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Colours by name, so that a cell needs no import: {@code "#4c72b0"}, {@code "red"}, {@code "C1"}.
 */
final class Colors {
  private static final Map<String, Integer> NAMES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("black", 0x000000),
              Map.entry("white", 0xffffff),
              Map.entry("gray", 0x9e9e9e),
              Map.entry("grey", 0x9e9e9e),
              Map.entry("blue", 0x0072b2),
              Map.entry("red", 0xc44e52),
              Map.entry("vermillion", 0xd55e00),
              Map.entry("orange", 0xe69f00),
              Map.entry("green", 0x009e73),
              Map.entry("purple", 0x7b3294),
              Map.entry("pink", 0xcc79a7),
              Map.entry("sky", 0x56b4e9),
              Map.entry("yellow", 0xf0e442)));

  private Colors() {}

  static Color parse(String text) {
    Expect.that(text != null, "expected a colour, got null");
    String s = text.strip().toLowerCase(Locale.ROOT);
    if (s.matches("#[0-9a-f]{6}")) return new Color(Integer.parseInt(s.substring(1), 16));
    if (s.matches("c[0-9]")) return HouseStyle.cycle(s.charAt(1) - '0');
    Expect.that(
        NAMES.containsKey(s),
        "expected a colour like \"#4c72b0\", \"C0\" to \"C9\" or one of %s, got \"%s\"",
        NAMES.keySet(),
        text);
    return new Color(Objects.requireNonNull(NAMES.get(s)));
  }
}
