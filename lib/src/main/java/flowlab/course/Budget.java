package flowlab.course;

import flowlab.nd.Shapes;

/**
 * How much work a notebook does, set by {@code FLOWLAB_SCALE}: {@code ci} (seconds a notebook, to
 * see that it runs), {@code course} (minutes, the default), {@code full} (the documents' own
 * budgets).
 */
public enum Budget {
  CI,
  COURSE,
  FULL;

  /** The scale that the environment variable {@code FLOWLAB_SCALE} names; {@code course} unset. */
  public static Budget current() {
    return parse(System.getenv("FLOWLAB_SCALE"));
  }

  static Budget parse(String scale) {
    return switch (scale == null ? "course" : scale.strip().toLowerCase()) {
      case "ci" -> CI;
      case "", "course" -> COURSE;
      case "full" -> FULL;
      default ->
          throw new IllegalArgumentException(
              "expected FLOWLAB_SCALE to be ci, course or full, got '%s'".formatted(scale));
    };
  }

  /** {@code ci} at scale ci, {@code otherwise} else. */
  public static int steps(int ci, int otherwise) {
    return steps(ci, otherwise, otherwise);
  }

  /** One number for each scale. */
  public static int steps(int ci, int course, int full) {
    int steps =
        switch (current()) {
          case CI -> ci;
          case COURSE -> course;
          case FULL -> full;
        };
    return Shapes.requirePositive("the number of steps", steps);
  }
}
