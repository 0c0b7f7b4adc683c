package flowlab.course;

import flowlab.nd.Backend;
import java.util.Locale;

/** The first and the last cell of a chapter: what computes, and how long it took. */
public final class Chapter {
  private static volatile long began = System.nanoTime();

  private Chapter() {}

  /** Starts the clock; the sentence says what computes here. */
  public static String begin() {
    began = System.nanoTime();
    return Backend.describe();
  }

  /** How long the chapter took since {@link #begin()}, and at which scale. */
  public static String end() {
    double seconds = (System.nanoTime() - began) / 1e9;
    String scale = Budget.current().name().toLowerCase(Locale.ROOT);
    return "This run took %.0f s at scale %s.".formatted(seconds, scale);
  }
}
