package flowlab.show;

import java.util.Arrays;
import java.util.Locale;

/** Where a legend stands. */
enum Corner {
  UPPER_RIGHT,
  UPPER_LEFT,
  LOWER_LEFT,
  LOWER_RIGHT;

  static Corner of(String name) {
    for (Corner c : values()) {
      if (c.toString().equals(name)) return c;
    }
    throw new IllegalArgumentException(
        "expected the legend in one of " + Arrays.toString(values()) + ", got \"" + name + "\"");
  }

  boolean right() {
    return this == UPPER_RIGHT || this == LOWER_RIGHT;
  }

  boolean upper() {
    return this == UPPER_RIGHT || this == UPPER_LEFT;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
