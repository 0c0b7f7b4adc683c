package flowlab.show;

import java.awt.Graphics2D;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Figures in rows and columns. Plots of the plane get boxes of one size; other figures are scaled
 * into their cell. Every method returns new panels; none changes these, so threads may share them.
 */
public final class Panels implements Figure {
  private final int rows;
  private final int columns;
  private final List<Figure> figures;
  private final String title;
  private final boolean shared;
  private final int width;
  private final int height;
  private final @Nullable String description;
  private volatile @Nullable PanelLayout layout;

  Panels(int rows, int columns, List<? extends Figure> figures) {
    this(rows, columns, checked(rows, columns, figures), "", false, 0, 0, null);
  }

  private Panels(
      int rows,
      int columns,
      List<Figure> figures,
      String title,
      boolean shared,
      int width,
      int height,
      @Nullable String description) {
    this.rows = rows;
    this.columns = columns;
    this.figures = figures;
    this.title = title;
    this.shared = shared;
    this.width = width;
    this.height = height;
    this.description = description;
  }

  private static List<Figure> checked(int rows, int columns, List<? extends Figure> figures) {
    Expect.that(
        rows > 0 && columns > 0 && rows <= 100 && columns <= 100,
        "expected 1 to 100 rows and columns, got %d by %d",
        rows,
        columns);
    Expect.that(
        figures != null && !figures.isEmpty() && figures.stream().noneMatch(Objects::isNull),
        "expected figures, got none or a null among them");
    Expect.that(
        figures.size() <= rows * columns,
        "expected at most %d figures for %d rows of %d, got %d",
        rows * columns,
        rows,
        columns,
        figures.size());
    return List.copyOf(figures);
  }

  /** A heading above all panels. */
  public Panels title(String title) {
    Expect.text(title, "title");
    return new Panels(rows, columns, figures, title, shared, width, height, description);
  }

  /** One rectangle for all plots, the smallest around theirs, and tick labels only outside. */
  public Panels sharedAxes() {
    return new Panels(rows, columns, figures, title, true, width, height, description);
  }

  /** The size of the whole figure in CSS pixels. */
  public Panels size(int width, int height) {
    Expect.size(width, height);
    return new Panels(rows, columns, figures, title, shared, width, height, description);
  }

  /** The width of the whole figure in CSS pixels; the height follows from the panels. */
  public Panels width(int width) {
    Expect.size(width, 1);
    return new Panels(rows, columns, figures, title, shared, width, 0, description);
  }

  @Override
  public Panels describedAs(String description) {
    Expect.text(description, "description");
    return new Panels(rows, columns, figures, title, shared, width, height, description);
  }

  List<Figure> figures() {
    return figures;
  }

  /** The same panels with each figure changed. */
  Panels each(UnaryOperator<Figure> change) {
    List<Figure> changed = figures.stream().map(change).toList();
    return new Panels(rows, columns, changed, title, shared, width, height, description);
  }

  @Override
  public int width() {
    return layout().width();
  }

  @Override
  public int height() {
    return layout().height();
  }

  @Override
  public void paint(Graphics2D g) {
    PanelLayout l = layout();
    Graphics2D own = (Graphics2D) g.create();
    try {
      for (PanelLayout.Cell cell : l.cells()) cell.paint(own);
      if (!title.isEmpty()) {
        own.setColor(HouseStyle.INK);
        double y = HouseStyle.PADDING + HouseStyle.ascent(HouseStyle.TITLE);
        PlaneEngine.centered(own, HouseStyle.TITLE, title, l.width() / 2.0, y);
      }
    } finally {
      own.dispose();
    }
  }

  @Override
  public String description() {
    return description != null
        ? description
        : (title.isEmpty() ? "" : title + ": ")
            + figures.size()
            + " panels. "
            + figures.stream().map(Figure::description).collect(Collectors.joining(". "));
  }

  @Override
  public String toString() {
    return description();
  }

  private PanelLayout layout() {
    PanelLayout l = layout;
    if (l == null) {
      int top = title.isEmpty() ? 0 : (int) Math.ceil(HouseStyle.lineHeight(HouseStyle.TITLE)) + 6;
      l = PanelLayout.of(rows, columns, figures, shared, width, height, top);
      layout = l;
    }
    return l;
  }
}
