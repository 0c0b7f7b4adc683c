package flowlab.show;

/** Filled contours: the plane between two levels in one colour, with smooth edges. */
record Bands(Grid grid, double[] levels, Look look, Raster raster) implements RasterLayer {

  /** The steps that matplotlib takes between levels, so that the same data get the same bands. */
  private static final double[] STEPS = {1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10};

  static Bands of(Grid grid, double[] levels, Look look) {
    return new Bands(grid, levels, look, new Raster(grid, () -> shader(grid, levels, look), false));
  }

  /** Round levels around all values, about n of them, as matplotlib's contourf takes them. */
  static double[] levels(Grid grid, int n) {
    Expect.that(n >= 1 && n <= 256, "expected 1 to 256 levels, got %d", n);
    double lo = grid.min();
    double hi = grid.max();
    if (!(hi > lo)) {
      return new double[] {lo - 0.5, lo + 0.5};
    }
    double step = step((hi - lo) / (n + 1));
    long first = (long) Math.floor(lo / step + 1e-9);
    long last = (long) Math.ceil(hi / step - 1e-9);
    double[] levels = new double[(int) (last - first) + 1];
    for (int i = 0; i < levels.length; i++) levels[i] = (first + i) * step;
    return levels;
  }

  private static double step(double atLeast) {
    double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
    for (double s : STEPS) {
      if (s * power >= atLeast * (1 - 1e-9)) return s * power;
    }
    throw new AssertionError(atLeast);
  }

  static double[] checked(double[] levels) {
    Expect.that(levels != null && levels.length > 0, "expected at least one level, got none");
    for (int i = 0; i < levels.length; i++) {
      Expect.that(
          Double.isFinite(levels[i]) && (i == 0 || levels[i - 1] < levels[i]),
          "expected finite levels that grow, but level %d is %s",
          i,
          levels[i]);
    }
    return levels.clone();
  }

  private static Raster.Shader shader(Grid grid, double[] levels, Look look) {
    Shade shade = Shade.of(look, grid);
    int n = levels.length;
    // Band k lies below level k; the first and the last lie outside and are not filled.
    int[] fill = new int[n + 1];
    for (int k = 1; k < n; k++) {
      fill[k] = Raster.premultiplied(shade.rgb((levels[k - 1] + levels[k]) / 2), look.alpha);
    }
    return (v, above, width, argb, at) -> {
      int k = 0;
      for (int i = 0; i < width; i++) {
        double z = v[i];
        if (Double.isNaN(z)) {
          argb[at + i] = 0;
          continue;
        }
        while (k < n && z >= levels[k]) k++;
        while (k > 0 && z < levels[k - 1]) k--;
        int color = fill[k];
        // A pixel that a level crosses takes its share of both colours: half its width, in values.
        double half = (Math.abs(z - v[i == 0 ? 0 : i - 1]) + Math.abs(z - above[i])) / 2;
        if (k < n && levels[k] - z < half) {
          color = mix(color, fill[k + 1], 0.5 - (levels[k] - z) / (2 * half));
        } else if (k > 0 && z - levels[k - 1] < half) {
          color = mix(color, fill[k - 1], 0.5 - (z - levels[k - 1]) / (2 * half));
        }
        argb[at + i] = color;
      }
    };
  }

  private static int mix(int a, int b, double share) {
    int t = (int) (share * 256);
    int even = (a & 0xff00ff) * (256 - t) + (b & 0xff00ff) * t >>> 8 & 0xff00ff;
    int odd = (a >>> 8 & 0xff00ff) * (256 - t) + (b >>> 8 & 0xff00ff) * t & 0xff00ff00;
    return even | odd;
  }

  @Override
  public Bands looking(Look look) {
    return of(grid, levels, look);
  }

  @Override
  public String noun() {
    return "filled contours of " + (levels.length - 1) + " bands";
  }
}
