package flowlab.widget;

/** An interval of whole numbers, both ends included. */
public record IntRange(int lower, int upper) {
  public IntRange {
    if (!(lower <= upper)) {
      throw new IllegalArgumentException(
          "an interval goes up, and " + lower + " is above " + upper);
    }
  }
}
