package flowlab.kernel.debug;

/**
 * Up to where a thread goes on after it was held.
 *
 * @param depth how many frames it may have at most when it is held again
 * @param from the line that it leaves; null where every line will do
 */
record Stepping(int depth, Breakpoints.Source from) {
  static Stepping into() {
    return new Stepping(Integer.MAX_VALUE, null);
  }

  static Stepping over(int depth, Breakpoints.Source line) {
    return new Stepping(depth, line);
  }

  static Stepping out(int depth) {
    return new Stepping(depth - 1, null);
  }

  /**
   * Whether it has arrived: at another line, no deeper than this, or at what the cell does next.
   */
  boolean hasArrived(Breakpoints.Source line, boolean isCell, int now) {
    if (line.equals(from) && (now == depth || isCell)) return false;
    return now <= depth || isCell;
  }
}
