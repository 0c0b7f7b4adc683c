package flowlab.show;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;

/** The house style, for both engines: paper, ink, fonts, widths and the order of colours. */
final class HouseStyle {
  static final Color PAPER = Color.WHITE;
  static final Color INK = new Color(0x2b2b2b);
  static final Color AXIS = new Color(0x6b6b6b);
  static final Color GRID = new Color(0xe9e9e9);

  static final Font TITLE = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
  static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  static final Font TICK = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

  static final float AXIS_WIDTH = 0.8f;
  static final double LINE_WIDTH = 1.6;
  static final double POINT_SIZE = 4;
  static final int TICK_LENGTH = 4;
  static final int PADDING = 8;

  /** Text is measured as it is painted: antialiased and with fractional advances. */
  static final FontRenderContext TEXT = new FontRenderContext(null, true, true);

  /**
   * The order in which series take their colours: Okabe and Ito's set, which the colour-blind can
   * tell apart, dark ones first because they must be read on white.
   */
  private static final Color[] CYCLE = {
    new Color(0x0072b2),
    new Color(0xd55e00),
    new Color(0x009e73),
    new Color(0xcc79a7),
    new Color(0xe69f00),
    new Color(0x56b4e9),
    new Color(0x000000),
  };

  private HouseStyle() {}

  static Color cycle(int k) {
    return CYCLE[Math.floorMod(k, CYCLE.length)];
  }

  static Color withAlpha(Color c, double alpha) {
    int a = (int) Math.round(c.getAlpha() * alpha);
    return new Color(c.getRed(), c.getGreen(), c.getBlue(), a);
  }

  /** The opaque colour that a transparent one shows on paper. */
  static Color onPaper(Color c) {
    double a = c.getAlpha() / 255.0;
    return new Color(
        (int) Math.round(255 + (c.getRed() - 255) * a),
        (int) Math.round(255 + (c.getGreen() - 255) * a),
        (int) Math.round(255 + (c.getBlue() - 255) * a));
  }

  static BasicStroke stroke(double width, boolean dashed) {
    float w = (float) width;
    if (!dashed) return new BasicStroke(w, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    float[] dash = {Math.max(4, 3.5f * w), Math.max(3, 2.5f * w)};
    return new BasicStroke(w, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dash, 0);
  }

  static double textWidth(Font font, String text) {
    return text.isEmpty() ? 0 : font.getStringBounds(text, TEXT).getWidth();
  }

  static double ascent(Font font) {
    return font.getLineMetrics("Xg", TEXT).getAscent();
  }

  static double lineHeight(Font font) {
    return font.getLineMetrics("Xg", TEXT).getHeight();
  }
}
