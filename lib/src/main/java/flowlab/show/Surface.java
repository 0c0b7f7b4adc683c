package flowlab.show;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;

/**
 * Values on a square grid as a surface in space: height and colour are the value, the floor is the
 * plane. Cells are painted from the farthest to the nearest, which for a surface over a plane is
 * all the hiding there is to do.
 *
 * @param grid values, from 0 upwards, on limits that are a square about 0
 * @param top the value that stands {@link #TALL} half-widths of the floor high
 * @param camera where one looks from
 */
record Surface(Grid grid, double top, Camera camera, int width, int height, String description)
    implements Figure {
  /** Height of the largest value, in half-widths of the floor. */
  static final double TALL = 1.0;

  /** Cells below this part of the top are not drawn: the floor shows. */
  static final double FLAT = 0.004;

  static final Palette COLORS =
      Palette.of(0xf4f0ee, 0xfed7a8, 0xfca772, 0xf4735c, 0xcf4070, 0x982d80, 0x641a80, 0x3b0f70);

  Surface {
    Expect.size(width, height);
    Limits limits = grid.limits();
    Expect.that(
        limits.xmax() == -limits.xmin() && limits.equals(Limits.square(limits.xmax())),
        "expected a grid on a square about 0, such as Limits.square(3), got %s",
        limits);
    Expect.that(
        top > 0 && top < Double.POSITIVE_INFINITY, "expected a positive height, got %s", top);
  }

  private double half() {
    return grid.limits().xmax();
  }

  private double[] project(double x, double y, double value) {
    return camera.project(x / half(), y / half(), TALL * value / top, width, height);
  }

  @Override
  public void paint(Graphics2D g) {
    int nx = grid.nx() - 1;
    int ny = grid.ny() - 1;
    paintFloor(g);
    g.setStroke(new BasicStroke(0.8f));
    int[] columns = Camera.towards(camera.eyeX(), nx);
    for (int j : Camera.towards(camera.eyeY(), ny)) {
      for (int i : columns) paintCell(g, i, j);
    }
    paintAxes(g);
  }

  private void paintFloor(Graphics2D g) {
    double h = half();
    Path2D floor = new Path2D.Double();
    double[][] corners = {{-h, -h}, {h, -h}, {h, h}, {-h, h}};
    for (double[] corner : corners) {
      double[] p = project(corner[0], corner[1], 0);
      if (floor.getCurrentPoint() == null) {
        floor.moveTo(p[0], p[1]);
      } else {
        floor.lineTo(p[0], p[1]);
      }
    }
    floor.closePath();
    g.setColor(lit(COLORS.color(0), 0, 0));
    g.fill(floor);
  }

  private void paintCell(Graphics2D g, int i, int j) {
    double z = grid.at(i, j);
    double right = grid.at(i + 1, j);
    double up = grid.at(i, j + 1);
    double across = grid.at(i + 1, j + 1);
    double mean = (z + right + up + across) / 4;
    if (mean < FLAT * top) return;
    Path2D cell = new Path2D.Double();
    double[] p = project(grid.x(i), grid.y(j), z);
    cell.moveTo(p[0], p[1]);
    p = project(grid.x(i + 1), grid.y(j), right);
    cell.lineTo(p[0], p[1]);
    p = project(grid.x(i + 1), grid.y(j + 1), across);
    cell.lineTo(p[0], p[1]);
    p = project(grid.x(i), grid.y(j + 1), up);
    cell.lineTo(p[0], p[1]);
    cell.closePath();
    double rise = TALL * half() / top;
    g.setColor(
        lit(
            COLORS.color(mean / top),
            (right - z) * rise / (grid.x(1) - grid.x(0)),
            (up - z) * rise / (grid.y(1) - grid.y(0))));
    g.fill(cell);
    // A hair around each cell closes the seams that antialiasing leaves.
    g.draw(cell);
  }

  /** A colour under a lamp to the left, on a slope (dx, dy). */
  private static Color lit(Color c, double dx, double dy) {
    double light =
        0.8 + 0.26 * (1 - 0.45 * dx - 0.35 * dy) / (1.15 * Math.sqrt(1 + dx * dx + dy * dy));
    return new Color(part(c.getRed(), light), part(c.getGreen(), light), part(c.getBlue(), light));
  }

  private static int part(int channel, double light) {
    return (int) Math.round(Math.min(255, channel * light));
  }

  /** Axes along the two edges of the floor that are nearer to the eye. */
  private void paintAxes(Graphics2D g) {
    double h = half();
    double nearX = camera.xGrowsAway() ? -h : h;
    double nearY = camera.yGrowsAway() ? -h : h;
    g.setColor(HouseStyle.AXIS);
    line(g, project(-h, nearY, 0), project(h, nearY, 0));
    line(g, project(nearX, -h, 0), project(nearX, h, 0));
    g.setFont(HouseStyle.TICK);
    Ticks ticks = Ticks.linear(-h, h, 6);
    for (int k = 0; k < ticks.at().length; k++) {
      write(g, ticks.labels()[k], project(ticks.at()[k], 1.1 * nearY, 0));
      write(g, ticks.labels()[k], project(1.1 * nearX, ticks.at()[k], 0));
    }
    write(g, "x₁", project(0, 1.24 * nearY, 0));
    write(g, "x₂", project(1.24 * nearX, 0, 0));
  }

  private static void line(Graphics2D g, double[] from, double[] to) {
    g.draw(new Line2D.Double(from[0], from[1], to[0], to[1]));
  }

  private static void write(Graphics2D g, String text, double[] middle) {
    float x = (float) (middle[0] - HouseStyle.textWidth(HouseStyle.TICK, text) / 2);
    g.drawString(text, x, (float) (middle[1] + 0.35 * HouseStyle.ascent(HouseStyle.TICK)));
  }

  @Override
  public String toString() {
    return description;
  }
}
