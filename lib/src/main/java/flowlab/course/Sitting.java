package flowlab.course;

import flowlab.nd.Shapes;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much is to be done before a training that takes hours is put aside: {@code 5000} steps, or
 * {@code 90s}, {@code 30m}, {@code 2h}.
 *
 * @param steps at most so many
 * @param time at most so long
 */
record Sitting(int steps, Duration time) {
  private static final Pattern WRITTEN = Pattern.compile("(\\d+)([smh]?)");

  /** A sitting that lasts until all is done. */
  static Sitting whole() {
    return new Sitting(Integer.MAX_VALUE, Duration.ofDays(365));
  }

  static Sitting parse(String budget) {
    Matcher written = WRITTEN.matcher(budget.replace("_", ""));
    if (!written.matches()) {
      throw new IllegalArgumentException(
          "expected a budget in steps (5000) or in time (90s, 30m, 2h), got '%s'"
              .formatted(budget));
    }
    int n = Shapes.requirePositive("the budget", Integer.parseInt(written.group(1)));
    return switch (written.group(2)) {
      case "s" -> new Sitting(Integer.MAX_VALUE, Duration.ofSeconds(n));
      case "m" -> new Sitting(Integer.MAX_VALUE, Duration.ofMinutes(n));
      case "h" -> new Sitting(Integer.MAX_VALUE, Duration.ofHours(n));
      default -> new Sitting(n, whole().time);
    };
  }

  /** Whether it is over after so many steps and nanoseconds. */
  boolean over(int done, long nanoseconds) {
    return done >= steps || nanoseconds >= time.toNanos();
  }
}
