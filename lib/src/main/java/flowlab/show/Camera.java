package flowlab.show;

/**
 * An eye that looks at the middle of a square floor of half-width 1: turned by the azimuth, raised
 * by the elevation (radians), at a distance from the middle (half-widths of the floor).
 *
 * <p>The same few lines stand in {@code density-scene.js}, so that a picture made here is the first
 * view of the scene there.
 *
 * @param azimuth turn about the vertical; at 0 one looks along y
 * @param elevation height of the eye, 0 at the floor, π/2 straight above
 * @param zoom 1 fits the floor into the picture
 */
record Camera(double azimuth, double elevation, double zoom) {
  static final Camera FIRST = new Camera(-0.6, 0.55, 1);

  /** How far away the eye is: a mild perspective. */
  static final double DISTANCE = 6;

  /** Half of the floor's width, as a part of the picture's smaller side. */
  static final double SIZE = 0.4;

  /** Where the middle of the floor is, as a part of the picture's height. */
  static final double MIDDLE = 0.6;

  /** Where a point of the floor's unit square, at a height, comes to lie in a picture. */
  double[] project(double x, double y, double h, int width, int height) {
    double across = x * Math.cos(azimuth) + y * Math.sin(azimuth);
    double away = y * Math.cos(azimuth) - x * Math.sin(azimuth);
    double f = DISTANCE / (DISTANCE + away * Math.cos(elevation) - h * Math.sin(elevation));
    double size = SIZE * Math.min(width, height) * zoom * f;
    return new double[] {
      width / 2.0 + size * across,
      height * MIDDLE - size * (h * Math.cos(elevation) + away * Math.sin(elevation))
    };
  }

  /** Where on the floor's plane the eye is, in half-widths. */
  double eyeX() {
    return DISTANCE * Math.cos(elevation) * Math.sin(azimuth);
  }

  /** Where the eye is across. */
  double eyeY() {
    return -DISTANCE * Math.cos(elevation) * Math.cos(azimuth);
  }

  /**
   * The order in which n rows of cells must be painted: from both ends towards the one that the eye
   * stands over, or beside.
   */
  static int[] towards(double eye, int n) {
    int near = (int) Math.max(0, Math.min(n, Math.round((eye + 1) / 2 * n)));
    int[] order = new int[n];
    for (int k = 0; k < n; k++) order[k] = k < near ? k : n - 1 - (k - near);
    return order;
  }

  /** Whether x grows away from the eye, so that large x must be painted first. */
  boolean xGrowsAway() {
    return -Math.sin(azimuth) > 0;
  }

  /** Whether y grows away from the eye. */
  boolean yGrowsAway() {
    return Math.cos(azimuth) > 0;
  }
}
