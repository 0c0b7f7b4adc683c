package flowlab.kernel.debug;

/**
 * A line of the reader's code where a thread can be held.
 *
 * @param className as the virtual machine calls it
 * @param method its name and descriptor
 * @param line in the class file
 */
record CodeLine(String className, String method, int line) {
  /** As a frame of the virtual machine, which has no descriptor. */
  StackTraceElement frame() {
    String name = method.substring(0, method.indexOf('('));
    return new StackTraceElement(className, name, null, line);
  }

  /** Whether it is of a cell itself, and not of what a cell declares. */
  boolean isCell() {
    return isCell(method);
  }

  static boolean isCell(String method) {
    return method.startsWith("do_it$");
  }
}
