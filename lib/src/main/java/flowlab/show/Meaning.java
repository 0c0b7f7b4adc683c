package flowlab.show;

import java.awt.Color;

/**
 * What a layer stands for. Each meaning has one colour in all figures of the course, told apart by
 * the colour-blind (Okabe and Ito, 2008): {@code scatter(x1).color(DATA)}.
 */
public enum Meaning {
  /** Samples of the source. */
  NOISE(0xcc79a7),
  /** Samples of the data. */
  DATA(0xd55e00),
  /** What a network has learned, or what comes of it. */
  LEARNED(0x0072b2),
  /** What is known in closed form, or what comes of it. */
  EXACT(0x009e73),
  /** Flow matching, where difference transition matching stands beside it. */
  FM(0x9e9e9e),
  /** Difference transition matching. */
  DTM(0x000000);

  private final Color color;

  Meaning(int rgb) {
    color = new Color(rgb);
  }

  /** The colour. */
  public Color color() {
    return color;
  }
}
