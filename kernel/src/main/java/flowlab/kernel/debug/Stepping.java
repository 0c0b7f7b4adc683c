package flowlab.kernel.debug;

/**
 * Up to where a thread goes on after it was held.
 *
 * @param how many frames it may have at most when it is held again
 * @param from the line that it leaves; null where every line will do
 */
record Stepping(int depth, StackTraceElement from) {
  static Stepping into() {
    return new Stepping(Integer.MAX_VALUE, null);
  }

  static Stepping over(HeldFrame frame) {
    return new Stepping(frame.depth(), frame.at());
  }

  static Stepping out(HeldFrame frame) {
    return new Stepping(frame.depth() - 1, null);
  }

  /**
   * Whether it has arrived: at another line, no deeper than this, or at what the cell does next.
   */
  boolean hasArrived(CodeLine line, int now) {
    if (now > depth) return line.method().startsWith("do_it$");
    boolean same =
        from != null
            && now == depth
            && from.getLineNumber() == line.line()
            && from.getClassName().equals(line.className());
    return !same;
  }
}
