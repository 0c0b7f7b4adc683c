package flowlab.show;

/**
 * A rectangle of the plane, in data units: [xmin, xmax] × [ymin, ymax]. Its numbers are finite and
 * neither range is empty.
 */
public record Limits(double xmin, double xmax, double ymin, double ymax) {

  public Limits {
    Expect.that(
        Double.isFinite(xmin) && Double.isFinite(xmax) && xmin < xmax,
        "expected finite limits with xmin < xmax, got x from %s to %s",
        xmin,
        xmax);
    Expect.that(
        Double.isFinite(ymin) && Double.isFinite(ymax) && ymin < ymax,
        "expected finite limits with ymin < ymax, got y from %s to %s",
        ymin,
        ymax);
  }

  /** The square [-half, half] × [-half, half]. */
  public static Limits square(double half) {
    return new Limits(-half, half, -half, half);
  }

  /** The width, xmax - xmin. */
  public double width() {
    return xmax - xmin;
  }

  /** The height, ymax - ymin. */
  public double height() {
    return ymax - ymin;
  }

  /** The smallest rectangle around both. */
  public Limits union(Limits other) {
    return new Limits(
        Math.min(xmin, other.xmin),
        Math.max(xmax, other.xmax),
        Math.min(ymin, other.ymin),
        Math.max(ymax, other.ymax));
  }

  @Override
  public String toString() {
    return "[" + xmin + ", " + xmax + "] × [" + ymin + ", " + ymax + "]";
  }
}
