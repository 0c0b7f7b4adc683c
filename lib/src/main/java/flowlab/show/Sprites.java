package flowlab.show;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * Round dots, quickly: each colour is drawn once for each of 16 positions inside a pixel and then
 * copied, which is several times faster than filling thousands of small ellipses.
 */
final class Sprites {
  private static final int PHASES = 4;

  private Sprites() {}

  /**
   * Points of a diameter at points, all in the units of g; a point that is not finite is left out.
   */
  static void stamp(
      Graphics2D g, double[] px, double[] py, double diameter, IntUnaryOperator argb) {
    AffineTransform t = g.getTransform();
    boolean upright = t.getShearX() == 0 && t.getShearY() == 0 && t.getScaleX() == t.getScaleY();
    double radius = diameter * t.getScaleX() / 2;
    if (!upright || radius <= 0 || radius > 64) {
      fill(g, px, py, diameter, argb);
      return;
    }
    Graphics2D device = (Graphics2D) g.create();
    device.setTransform(new AffineTransform());
    int half = (int) Math.ceil(radius) + 1;
    Map<Integer, BufferedImage[]> made = new HashMap<>();
    int color = 0;
    BufferedImage[] sprites = null;
    for (int i = 0; i < px.length; i++) {
      double x = px[i] * t.getScaleX() + t.getTranslateX();
      double y = py[i] * t.getScaleY() + t.getTranslateY();
      if (!(Math.abs(x) < 1e6 && Math.abs(y) < 1e6)) continue;
      int c = argb.applyAsInt(i);
      if (sprites == null || c != color) {
        color = c;
        sprites = made.computeIfAbsent(c, k -> new BufferedImage[PHASES * PHASES]);
      }
      int fx = (int) Math.floor(x * PHASES);
      int fy = (int) Math.floor(y * PHASES);
      int phase = Math.floorMod(fy, PHASES) * PHASES + Math.floorMod(fx, PHASES);
      if (sprites[phase] == null) sprites[phase] = dot(radius, half, phase, c);
      device.drawImage(
          sprites[phase], Math.floorDiv(fx, PHASES) - half, Math.floorDiv(fy, PHASES) - half, null);
    }
    device.dispose();
  }

  private static BufferedImage dot(double radius, int half, int phase, int argb) {
    double cx = half + (phase % PHASES + 0.5) / PHASES;
    double cy = half + (phase / PHASES + 0.5) / PHASES;
    int n = 2 * half + 1;
    BufferedImage image = new BufferedImage(n, n, BufferedImage.TYPE_INT_ARGB_PRE);
    for (int y = 0; y < n; y++) {
      for (int x = 0; x < n; x++) {
        double cover = radius - Math.hypot(x + 0.5 - cx, y + 0.5 - cy) + 0.5;
        if (cover > 0) {
          int alpha = (int) Math.round((argb >>> 24) * Math.min(1, cover));
          image.setRGB(x, y, alpha << 24 | argb & 0xffffff);
        }
      }
    }
    return image;
  }

  private static void fill(
      Graphics2D g, double[] px, double[] py, double diameter, IntUnaryOperator argb) {
    for (int i = 0; i < px.length; i++) {
      if (Double.isFinite(px[i]) && Double.isFinite(py[i])) {
        g.setColor(new Color(argb.applyAsInt(i), true));
        g.fill(
            new Ellipse2D.Double(px[i] - diameter / 2, py[i] - diameter / 2, diameter, diameter));
      }
    }
  }
}
