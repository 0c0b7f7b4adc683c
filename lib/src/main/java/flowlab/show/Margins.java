package flowlab.show;

/** What titles, names and tick labels need around the axes' box, in CSS pixels. */
record Margins(int top, int left, int bottom, int right) {
  static final int GAP = 5;
  private static final int LABEL_GAP = 8; // between labels of x

  static Margins of(Sheet s, Limits limits, double height) {
    int top =
        s.title.isEmpty()
            ? HouseStyle.PADDING
            : up(HouseStyle.lineHeight(HouseStyle.TITLE)) + HouseStyle.PADDING + 2;
    if (!s.axes) return new Margins(s.title.isEmpty() ? 0 : top, 0, 0, 0);
    int left = HouseStyle.PADDING;
    int right = HouseStyle.PADDING;
    int bottom = HouseStyle.PADDING;
    if (s.yTicks) left += HouseStyle.TICK_LENGTH + GAP + up(widest(yTicks(s, limits, height)));
    if (s.xTicks) {
      bottom += HouseStyle.TICK_LENGTH + 2 + up(HouseStyle.lineHeight(HouseStyle.TICK));
      // The last label of x is centred under its tick and may stand out.
      right += 8;
    }
    left += s.yLabel.isEmpty() ? 0 : up(HouseStyle.lineHeight(HouseStyle.LABEL)) + GAP;
    bottom += s.xLabel.isEmpty() ? 0 : up(HouseStyle.lineHeight(HouseStyle.LABEL)) + 2;
    return new Margins(top, left, bottom, right);
  }

  static Ticks xTicks(Sheet s, Limits l, double width) {
    int about = (int) Math.max(2, Math.min(8, width / 64));
    Ticks ticks = Ticks.of(l.xmin(), l.xmax(), s.logX, about);
    while (about > 1 && ticks.at().length * (widest(ticks) + LABEL_GAP) > width) {
      ticks = Ticks.of(l.xmin(), l.xmax(), s.logX, --about);
    }
    return ticks;
  }

  static Ticks yTicks(Sheet s, Limits l, double height) {
    return Ticks.of(l.ymin(), l.ymax(), s.logY, (int) Math.max(2, Math.min(8, height / 44)));
  }

  private static double widest(Ticks ticks) {
    double widest = 0;
    for (String label : ticks.labels()) {
      widest = Math.max(widest, HouseStyle.textWidth(HouseStyle.TICK, label));
    }
    return widest;
  }

  Margins max(Margins o) {
    return new Margins(
        Math.max(top, o.top),
        Math.max(left, o.left),
        Math.max(bottom, o.bottom),
        Math.max(right, o.right));
  }

  int across() {
    return left + right;
  }

  int upright() {
    return top + bottom;
  }

  private static int up(double v) {
    return (int) Math.ceil(v);
  }
}
