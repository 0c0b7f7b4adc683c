package flowlab.kernel.debug;

/**
 * Up to where a thread goes on after it was held.
 *
 * @param depth how many frames it may have at most when it is held again
 * @param from the line that it leaves; null where every line will do
 * @param leaves whether it leaves the cell itself, which then is not held again
 */
record Stepping(int depth, Breakpoints.Source from, boolean leaves) {
  static Stepping into() {
    return new Stepping(Integer.MAX_VALUE, null, false);
  }

  static Stepping over(int depth, Breakpoints.Source line) {
    return new Stepping(depth, line, false);
  }

  static Stepping out(HeldFrame frame) {
    return new Stepping(frame.depth() - 1, null, CodeLine.isCell(frame.method()));
  }

  /**
   * Whether it has arrived: at another line, no deeper than this, or at what the cell does next.
   */
  boolean hasArrived(CodeLine line, Breakpoints.Source source, int now) {
    if (source.equals(from) && (now == depth || line.isCell())) return false;
    return now <= depth || line.isCell() && !leaves;
  }
}
