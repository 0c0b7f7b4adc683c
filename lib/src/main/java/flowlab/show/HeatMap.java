package flowlab.show;

/** A grid in the colours of a palette. */
record HeatMap(Grid grid, boolean cells, Look look, Raster raster) implements RasterLayer {

  static HeatMap of(Grid grid, boolean cells, Look look) {
    return new HeatMap(grid, cells, look, new Raster(grid, () -> shader(grid, look), cells));
  }

  private static Raster.Shader shader(Grid grid, Look look) {
    Shade shade = Shade.of(look, grid);
    int[] table = new int[1024];
    for (int i = 0; i < table.length; i++) {
      table[i] = Raster.premultiplied(shade.palette().rgb(i / (table.length - 1.0)), look.alpha);
    }
    double range = shade.high() - shade.low();
    double scale = range > 0 ? (table.length - 1) / range : 0;
    double zero = 0.5 - shade.low() * scale;
    return (v, above, n, argb, at) -> {
      for (int i = 0; i < n; i++) {
        double k = v[i] * scale + zero;
        // NaN compares false everywhere and stays transparent.
        argb[at + i] =
            k >= table.length
                ? table[table.length - 1]
                : k >= 0 ? table[(int) k] : k < 0 ? table[0] : 0;
      }
    };
  }

  @Override
  public HeatMap looking(Look look) {
    return of(grid, cells, look);
  }

  @Override
  public String noun() {
    return "a heat map of " + grid.nx() + "×" + grid.ny() + " values";
  }
}
