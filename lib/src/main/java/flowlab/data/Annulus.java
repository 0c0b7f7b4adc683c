package flowlab.data;

import flowlab.nd.Shapes;
import java.util.random.RandomGenerator;

/**
 * The annulus inner ≤ |x| ≤ outer in the plane, with a uniform angle and a radius drawn in one of
 * two ways. {@code Annulus.byArea(2, 3)} is uniform on the plane figure; {@code Annulus.byRadius(2,
 * 3)} has uniform radii and is denser inside, ρ(x) ∝ 1/|x|. (The introduction to flows that the
 * course reproduces says the first and its code does the second.)
 *
 * @param inner the smaller radius, at least 0
 * @param outer the larger radius
 * @param spread how radii are drawn
 */
public record Annulus(double inner, double outer, Spread spread) implements Density {
  /** What is uniform. */
  public enum Spread {
    /** The point in the figure: r = √U(inner², outer²). */
    BY_AREA,
    /** The radius: r = U(inner, outer). */
    BY_RADIUS
  }

  public Annulus {
    Shapes.requirePositive("the outer radius", outer);
    if (!(inner >= 0 && inner < outer)) {
      throw new IllegalArgumentException(
          "expected 0 ≤ inner < outer, got radii %s and %s; a circle is new Circle(radius, 0)"
              .formatted(inner, outer));
    }
  }

  /** An annulus on which the density is uniform. */
  public static Annulus byArea(double inner, double outer) {
    return new Annulus(inner, outer, Spread.BY_AREA);
  }

  /** An annulus with a radius that is uniform. */
  public static Annulus byRadius(double inner, double outer) {
    return new Annulus(inner, outer, Spread.BY_RADIUS);
  }

  @Override
  public int dimension() {
    return 2;
  }

  @Override
  public void draw(RandomGenerator random, double[] rows, int at) {
    double u = random.nextDouble();
    double r =
        spread == Spread.BY_AREA
            ? Math.sqrt(inner * inner + u * (outer * outer - inner * inner))
            : inner + u * (outer - inner);
    double angle = 2 * Math.PI * random.nextDouble();
    rows[at] = r * Math.cos(angle);
    rows[at + 1] = r * Math.sin(angle);
  }

  /** The density of the radius |X|: ρ(r), which integrates to 1 over [inner, outer]. */
  public double radialDensity(double r) {
    if (r < inner || r > outer) return 0;
    return spread == Spread.BY_AREA ? 2 * r / (outer * outer - inner * inner) : 1 / (outer - inner);
  }

  /** The mean, (0, 0). */
  public double[] mean() {
    return new double[2];
  }

  /** The covariance, ½ E r² I. */
  public double[][] covariance() {
    double squares =
        spread == Spread.BY_AREA
            ? (inner * inner + outer * outer) / 2
            : (inner * inner + inner * outer + outer * outer) / 3;
    return new double[][] {{squares / 2, 0}, {0, squares / 2}};
  }

  /** The log density log(ρ(|x|) / 2π|x|), −∞ outside. */
  @Override
  public double logDensity(double... x) {
    double r = Math.hypot(x[0], x[1]);
    if (r < inner || r > outer) return Double.NEGATIVE_INFINITY;
    return spread == Spread.BY_AREA
        ? -Math.log(Math.PI * (outer * outer - inner * inner))
        : -Math.log(2 * Math.PI * r * (outer - inner));
  }

  /**
   * ∇ log p(x) in the annulus: (0, 0) by area, −x/|x|² by radius. NaN outside, where log p = −∞ has
   * no slope, and at the origin by radius, where p is infinite. The jumps at the edges are not in
   * it; what a sampler follows is the score of the noised annulus ({@code exact.ExactAnnulus}).
   */
  public double[] score(double... x) {
    double r = Math.hypot(x[0], x[1]);
    double slope =
        r < inner || r > outer ? Double.NaN : spread == Spread.BY_AREA ? 0 : -1 / (r * r);
    return new double[] {slope * x[0], slope * x[1]};
  }
}
