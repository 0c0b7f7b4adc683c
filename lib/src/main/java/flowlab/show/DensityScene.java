package flowlab.show;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The density of a flow from the standard normal to data, as a surface that can be turned:
 *
 * <pre>p_t(x) = 1/n Σᵢ N(x; t xᵢ, σ_t² I),   σ_t = (1 − t) + t σ.</pre>
 *
 * <p>Each data point draws the noise towards itself and shrinks it to σ; the density is the mean
 * over the data (Lipman et al., 2023, eq. 20, with σ = σ_min). With one point it is the flow of one
 * Gaussian to another.
 *
 * <p>In a notebook the scene plays by itself, turns when dragged, zooms on the wheel, and has a
 * slider for t and, with more than one point, for their number. It needs neither a kernel nor the
 * network: the page computes the density from the points. Where scripts may not run, the picture of
 * {@link #at} stands in its place.
 *
 * <p>Every method returns a new scene; none changes this one, so threads may share it.
 */
public final class DensityScene {
  private static final int WIDTH = 560;
  private static final int HEIGHT = 400;
  private static final int CELLS = 80;
  private static final int COLORS = 48;
  private static final double SECONDS = 4;
  private static final double STILL = 0.7;

  private static final String SCRIPT = read("density-scene.js");
  private static final String PAGE =
      """
      <div class="flowlab-scene" data-scene="%s" style="max-width:100%%">
      <img src="data:image/png;base64,%s" width="%d" height="%d" alt="%s" style="max-width:100%%">
      <script>
      %s</script>
      </div>
      """;

  private final double[][] points;
  private final double sigma;
  private final int shown;
  private final double half;
  private final String description;

  private DensityScene(
      double[][] points, double sigma, int shown, double half, String description) {
    this.points = points;
    this.sigma = sigma;
    this.shown = shown;
    this.half = half;
    this.description = description;
  }

  /**
   * A scene of noise that flows to one Gaussian.
   *
   * @param mean of the Gaussian, 2 numbers
   * @param sigma its standard deviation
   */
  public static DensityScene gaussian(double[] mean, double sigma) {
    return of(new double[][] {mean}, sigma);
  }

  /**
   * A scene of noise that flows to data.
   *
   * @param points data, [n, 2]; three digits after the point are kept in the page
   * @param sigma the standard deviation that is left around each at t = 1
   */
  public static DensityScene of(double[][] points, double sigma) {
    Expect.that(
        points != null && points.length > 0 && points.length <= 5_000,
        "expected between 1 and 5,000 points, got %s",
        points == null ? "none" : points.length);
    for (double[] p : points) {
      Expect.that(
          p.length == 2 && Double.isFinite(p[0]) && Double.isFinite(p[1]),
          "expected points of the plane, two finite numbers each, got %s",
          Arrays.toString(p));
    }
    Expect.that(
        sigma >= 0.01 && sigma <= 10,
        "expected a standard deviation in [0.01, 10], got %s; a smaller one is too thin to draw",
        sigma);
    double reach = 3;
    for (double[] p : points) {
      reach = Math.max(reach, Math.max(Math.abs(p[0]), Math.abs(p[1])) + 2 * sigma);
    }
    double[][] own = Arrays.stream(points).map(double[]::clone).toArray(double[][]::new);
    return new DensityScene(own, sigma, own.length, Math.ceil(reach), "A density in motion");
  }

  /** Starting with the first n points; the slider goes from there to all of them. */
  public DensityScene starting(int n) {
    Expect.that(
        n >= 1 && n <= points.length, "expected between 1 and %d points, got %d", points.length, n);
    return new DensityScene(points, sigma, n, half, description);
  }

  /** The same scene over the square [-half, half]². */
  public DensityScene over(double half) {
    Expect.that(half > 0 && half <= 1_000, "expected a positive half-width, got %s", half);
    return new DensityScene(points, sigma, shown, half, description);
  }

  /** The same scene with this sentence as the alternative text of its picture. */
  public DensityScene describedAs(String description) {
    return new DensityScene(points, sigma, shown, half, Expect.text(description, "description"));
  }

  /** The density at a point of the plane, as the page computes it. */
  public double density(double x, double y, double t) {
    double s = 1 - t + t * sigma;
    double sum = 0;
    for (int k = 0; k < shown; k++) {
      double dx = x - t * points[k][0];
      double dy = y - t * points[k][1];
      sum += Math.exp(-(dx * dx + dy * dy) / (2 * s * s));
    }
    return sum / (shown * 2 * Math.PI * s * s);
  }

  /** The surface at one time, from where the scene is first seen. */
  public Figure at(double t) {
    return seenFrom(t, Camera.FIRST.azimuth(), Camera.FIRST.elevation());
  }

  /**
   * The surface at one time, seen from elsewhere.
   *
   * @param azimuth turn about the vertical, radians
   * @param elevation of the eye above the floor, radians
   */
  public Figure seenFrom(double t, double azimuth, double elevation) {
    Expect.that(t >= 0 && t <= 1, "expected a time in [0, 1], got %s", t);
    double top = Math.max(grid(0).max(), grid(1).max());
    Camera camera = new Camera(azimuth, elevation, 1);
    return new Surface(grid(t), top, camera, WIDTH, HEIGHT, description);
  }

  private Grid grid(double t) {
    return Grid.of(Limits.square(half), CELLS + 1, (x, y) -> density(x, y, t));
  }

  /** The scene as HTML to be put anywhere into a page. */
  public String html() {
    return PAGE.formatted(
        Shown.escaped(json()), picture(), WIDTH, HEIGHT, Shown.escaped(description), SCRIPT);
  }

  private String picture() {
    Figure still = at(STILL);
    return Base64.getEncoder().encodeToString(Png.encode(still.image(1), 1));
  }

  private String json() {
    String colors =
        java.util.stream.IntStream.range(0, COLORS)
            .mapToObj(k -> Surface.COLORS.color(k / (COLORS - 1.0)))
            .map(c -> "[%d,%d,%d]".formatted(c.getRed(), c.getGreen(), c.getBlue()))
            .collect(Collectors.joining(",", "[", "]"));
    String data =
        Arrays.stream(points)
            .map(p -> String.format(Locale.ROOT, "[%.3f,%.3f]", p[0], p[1]))
            .collect(Collectors.joining(",", "[", "]"));
    String marks =
        Arrays.stream(Ticks.linear(-half, half, 6).at())
            .mapToObj(mark -> Ticks.plain(mark).replace('−', '-'))
            .collect(Collectors.joining(","));
    return String.format(
        Locale.ROOT,
        "{\"half\":%s,\"sigma\":%s,\"cells\":%d,\"t\":0,\"shown\":%d,\"seconds\":%s,\"azimuth\":%s,"
            + "\"elevation\":%s,\"distance\":%s,\"size\":%s,\"middle\":%s,\"tall\":%s,\"flat\":%s,"
            + "\"marks\":[%s],\"colors\":%s,\"points\":%s}",
        half,
        sigma,
        CELLS,
        shown,
        SECONDS,
        Camera.FIRST.azimuth(),
        Camera.FIRST.elevation(),
        Camera.DISTANCE,
        Camera.SIZE,
        Camera.MIDDLE,
        Surface.TALL,
        Surface.FLAT,
        marks,
        colors,
        data);
  }

  private static String read(String name) {
    try (InputStream in = DensityScene.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a notebook shows: {@code text/html}, a still as {@code image/png}, and text. */
  public Map<String, Object> mimeBundle() {
    Map<String, Object> bundle = new LinkedHashMap<>();
    bundle.put("text/html", html());
    bundle.put("image/png", picture());
    bundle.put("text/plain", description);
    return bundle;
  }

  /** The size at which a notebook shows the PNG. */
  public Map<String, Object> mimeMetadata() {
    return Map.of("image/png", Shown.at(WIDTH, HEIGHT, description));
  }

  @Override
  public String toString() {
    return "DensityScene: " + description;
  }
}
