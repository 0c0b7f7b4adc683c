package flowlab.show;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;

/** Contour lines: one colour for all, or each level in its colour of the palette. */
record IsoLines(Grid grid, double[] levels, List<List<double[][]>> lines, Look look)
    implements Layer {

  static IsoLines of(Grid grid, double[] levels, Look look) {
    List<List<double[][]>> lines = new ArrayList<>();
    for (double level : levels) lines.add(Contours.lines(grid, level));
    return new IsoLines(grid, levels, lines, look);
  }

  @Override
  public IsoLines looking(Look look) {
    return new IsoLines(grid, levels, lines, look);
  }

  @Override
  public Extent extent(boolean logX, boolean logY) {
    return Extent.of(grid.limits());
  }

  @Override
  public void paint(Graphics2D g, Axes axes) {
    Shade shade = Shade.of(look, grid);
    g.setStroke(HouseStyle.stroke(look.lineWidth, look.dashed));
    for (int k = 0; k < levels.length; k++) {
      Color c = look.color != null ? look.color : new Color(shade.rgb(levels[k]));
      g.setColor(HouseStyle.withAlpha(c, look.alpha));
      Path2D.Double path = new Path2D.Double();
      for (double[][] line : lines.get(k)) {
        for (int i = 0; i < line.length; i++) {
          double px = axes.px(line[i][0]);
          double py = axes.py(line[i][1]);
          if (i == 0) {
            path.moveTo(px, py);
          } else {
            path.lineTo(px, py);
          }
        }
      }
      g.draw(path);
    }
  }

  @Override
  public void paintKey(Graphics2D g, double left, double middle, double width) {
    g.setStroke(HouseStyle.stroke(look.lineWidth, look.dashed));
    g.setColor(look.color != null ? look.ink() : look.palette.color(0.5));
    g.draw(new Line2D.Double(left, middle, left + width, middle));
  }

  @Override
  public boolean takesColor() {
    return false;
  }

  @Override
  public String noun() {
    return "contour lines at " + levels.length + " levels";
  }
}
