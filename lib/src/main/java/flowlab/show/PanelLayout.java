package flowlab.show;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the panels of a figure stand. */
record PanelLayout(int width, int height, List<Cell> cells) {
  private static final int PAGE = 900;
  private static final int BOX = 260;
  private static final int CELL = 430;
  private static final double FREE_RATIO = 0.68;

  /** A figure in its place. */
  interface Cell {
    void paint(Graphics2D g);
  }

  static PanelLayout of(
      int rows, int columns, List<Figure> figures, boolean shared, int width, int height, int top) {
    @Nullable Limits common = shared ? common(figures) : null;
    List<Sheet> sheets = new ArrayList<>();
    Margins[] across = new Margins[columns];
    Margins[] upright = new Margins[rows];
    Arrays.fill(across, new Margins(0, 0, 0, 0));
    Arrays.fill(upright, new Margins(0, 0, 0, 0));
    double ratio = 0;
    boolean anyPlane = figures.stream().anyMatch(f -> f instanceof Plot p && !p.charted());
    for (int i = 0; i < figures.size(); i++) {
      int column = i % columns;
      int row = i / columns;
      if (!(figures.get(i) instanceof Plot plot)) {
        sheets.add(null);
        continue;
      }
      boolean lowest = i + columns >= figures.size();
      Sheet sheet =
          plot.sheet()
              .with(
                  s -> {
                    share(s, common, column == 0, lowest);
                    s.inLine = anyPlane;
                  });
      sheets.add(sheet);
      Limits l = common != null ? common : plot.bounds();
      if (anyPlane) {
        Margins m = Margins.of(sheet, l, BOX);
        across[column] = across[column].max(m);
        upright[row] = upright[row].max(m);
        ratio = Math.max(ratio, sheet.equal ? l.height() / l.width() : FREE_RATIO);
      }
    }
    if (!anyPlane) {
      Figure first = figures.get(0);
      ratio = first instanceof Plot ? FREE_RATIO : first.height() / (double) first.width();
    }
    int sides = Arrays.stream(across).mapToInt(Margins::across).sum();
    int ends = Arrays.stream(upright).mapToInt(Margins::upright).sum();
    int w = width > 0 ? width : Math.min(PAGE, sides + columns * (anyPlane ? BOX : CELL));
    double boxW = Math.max(8, Math.floor((w - sides) / (double) columns));
    double boxH =
        height > 0
            ? Math.max(8, Math.floor((height - top - ends) / (double) rows))
            : Math.max(8, Math.rint(boxW * ratio));
    List<Cell> cells = new ArrayList<>();
    double y = top;
    for (int row = 0; row < rows; row++) {
      double x = 0;
      for (int column = 0; column < columns; column++) {
        int i = row * columns + column;
        if (i < figures.size()) {
          Rectangle2D.Double box =
              new Rectangle2D.Double(x + across[column].left(), y + upright[row].top(), boxW, boxH);
          Rectangle2D.Double all =
              new Rectangle2D.Double(
                  x, y, across[column].across() + boxW, upright[row].upright() + boxH);
          cells.add(cell(figures.get(i), sheets.get(i), common, box, all));
        }
        x += across[column].across() + boxW;
      }
      y += upright[row].upright() + boxH;
    }
    return new PanelLayout(w, height > 0 ? height : (int) Math.ceil(y), cells);
  }

  private static void share(Sheet s, @Nullable Limits common, boolean first, boolean lowest) {
    if (common != null) {
      s.limits = common;
      s.yTicks &= first;
      s.xTicks &= lowest;
      s.yLabel = first ? s.yLabel : "";
      s.xLabel = lowest ? s.xLabel : "";
    }
  }

  private static @Nullable Limits common(List<Figure> figures) {
    @Nullable Limits all = null;
    for (Figure f : figures) {
      if (f instanceof Plot p) all = all == null ? p.bounds() : all.union(p.bounds());
    }
    return all;
  }

  private static Cell cell(
      Figure figure,
      Sheet sheet,
      @Nullable Limits common,
      Rectangle2D.Double box,
      Rectangle2D.Double all) {
    if (!(figure instanceof Plot plot)) return scaled(figure, all);
    Limits l = common != null ? common : plot.bounds();
    if (plot.charted() && !sheet.inLine) {
      int w = (int) all.width;
      int h = (int) all.height;
      Axes axes = Placement.axes(sheet, l, new Rectangle2D.Double(0, 0, w, h));
      return g -> {
        Graphics2D own = (Graphics2D) g.create();
        own.translate(all.x, all.y);
        plot.paint(own, new Placement(w, h, axes), sheet);
        own.dispose();
      };
    }
    Rectangle2D.Double own = sheet.equal ? fitted(box, l.height() / l.width()) : box;
    Placement layout = new Placement(0, 0, Placement.axes(sheet, l, own));
    return g -> plot.paint(g, layout, sheet);
  }

  private static Rectangle2D.Double fitted(Rectangle2D.Double box, double ratio) {
    double w = Math.rint(Math.min(box.width, box.height / ratio));
    double h = Math.rint(Math.min(box.height, box.width * ratio));
    return new Rectangle2D.Double(
        Math.floor(box.x + (box.width - w) / 2), Math.floor(box.y + (box.height - h) / 2), w, h);
  }

  private static Cell scaled(Figure figure, Rectangle2D.Double all) {
    double scale = Math.min(all.width / figure.width(), all.height / figure.height());
    return g -> {
      Graphics2D own = (Graphics2D) g.create();
      own.translate(
          all.x + (all.width - scale * figure.width()) / 2,
          all.y + (all.height - scale * figure.height()) / 2);
      own.scale(scale, scale);
      figure.paint(own);
      own.dispose();
    };
  }
}
