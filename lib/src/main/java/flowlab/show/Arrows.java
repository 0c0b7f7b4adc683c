package flowlab.show;

import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.util.Arrays;

/** A vector field: an arrow at each point, all lengths to one scale. */
record Arrows(double[] x, double[] y, double[] u, double[] v, double scale, Look look)
    implements Layer {

  /**
   * The scale at which the longest arrows just do not reach the next point: the 95th percentile of
   * the lengths becomes the points' typical distance.
   */
  static double fitting(double[] x, double[] y, double[] u, double[] v) {
    double[] length = new double[u.length];
    for (int i = 0; i < u.length; i++) length[i] = Math.hypot(u[i], v[i]);
    double[] finite = Arrays.stream(length).filter(Double::isFinite).sorted().toArray();
    double longest = finite.length == 0 ? 0 : finite[(int) (0.95 * (finite.length - 1))];
    Extent e = Extent.of(x, y, false, false);
    double side = Math.sqrt(Math.max(0, (e.xmax() - e.xmin()) * (e.ymax() - e.ymin())));
    double apart = side / Math.max(1, Math.sqrt(x.length) - 1);
    return longest > 0 && apart > 0 && Double.isFinite(apart) ? apart / longest : 1;
  }

  @Override
  public Arrows looking(Look look) {
    return new Arrows(x, y, u, v, scale, look);
  }

  @Override
  public Extent extent(boolean logX, boolean logY) {
    double[] tipX = new double[x.length];
    double[] tipY = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      tipX[i] = x[i] + scale * u[i];
      tipY[i] = y[i] + scale * v[i];
    }
    return Extent.of(x, y, logX, logY).union(Extent.of(tipX, tipY, logX, logY));
  }

  @Override
  public void paint(Graphics2D g, Axes axes) {
    Path2D.Double all = new Path2D.Double(Path2D.WIND_NON_ZERO, 7 * x.length);
    g.setColor(look.ink());
    for (int i = 0; i < x.length; i++) {
      double px = axes.px(x[i]);
      double py = axes.py(y[i]);
      double dx = axes.px(x[i] + scale * u[i]) - px;
      double dy = axes.py(y[i] + scale * v[i]) - py;
      if (!(Math.abs(px) + Math.abs(py) + Math.abs(dx) + Math.abs(dy) < 1e6)) continue;
      arrow(all, px, py, dx, dy);
    }
    g.fill(all);
  }

  private void arrow(Path2D path, double px, double py, double dx, double dy) {
    double length = Math.hypot(dx, dy);
    if (length < 0.3) return;
    double ex = dx / length;
    double ey = dy / length;
    // Short arrows shrink as a whole, so that a small vector never looks like a large head.
    double size = Math.min(1, length / (6 * look.lineWidth));
    double shaft = look.lineWidth * Math.max(0.45, size) / 2;
    double head = 4.2 * look.lineWidth * size;
    double wing = 1.7 * look.lineWidth * size;
    double nx = px + dx - ex * head;
    double ny = py + dy - ey * head;
    path.moveTo(px - ey * shaft, py + ex * shaft);
    path.lineTo(nx - ey * shaft, ny + ex * shaft);
    path.lineTo(nx - ey * wing - ex * 0.2 * head, ny + ex * wing - ey * 0.2 * head);
    path.lineTo(px + dx, py + dy);
    path.lineTo(nx + ey * wing - ex * 0.2 * head, ny - ex * wing - ey * 0.2 * head);
    path.lineTo(nx + ey * shaft, ny - ex * shaft);
    path.lineTo(px + ey * shaft, py - ex * shaft);
    path.closePath();
  }

  @Override
  public void paintKey(Graphics2D g, double left, double middle, double width) {
    g.setColor(look.ink());
    Path2D.Double path = new Path2D.Double();
    arrow(path, left, middle, width, 0);
    g.fill(path);
  }

  @Override
  public String noun() {
    return x.length + " arrows";
  }
}
