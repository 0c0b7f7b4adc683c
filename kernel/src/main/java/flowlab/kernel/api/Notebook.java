package flowlab.kernel.api;

import java.util.UUID;

/** What every cell can call: its methods are imported statically. */
public final class Notebook {
  private static volatile Host host;

  private Notebook() {}

  /** For the kernel, once. */
  public static void connect(Host kernel) {
    host = kernel;
  }

  /** Shows a value below the cell. */
  public static DisplayHandle display(Object value) {
    return display(value, new String[0]);
  }

  /**
   * Shows a value as one of these MIME types, for example {@code display(svg, "image/svg+xml")}.
   */
  public static DisplayHandle display(Object value, String... mimes) {
    String id = UUID.randomUUID().toString();
    host.display(id, value, false, mimes);
    return new DisplayHandle(id, host);
  }

  /** Replaces what was shown under this id. */
  public static void updateDisplay(String id, Object value) {
    host.display(id, value, true);
  }

  public static void updateDisplay(DisplayHandle handle, Object value) {
    handle.update(value);
  }

  /** Clears the cell's output; with {@code wait}, only when the next output is there. */
  public static void clearOutput(boolean wait) {
    host.clearOutput(wait);
  }

  public static void clearOutput() {
    clearOutput(false);
  }

  /** Text with headings, lists, emphasis and formulas between dollar signs. */
  public static Rich markdown(String text) {
    return new Rich("text/markdown", text);
  }

  /** A formula, with the dollar signs around it or without. */
  public static Rich latex(String formula) {
    boolean bare = !formula.contains("$") && !formula.contains("\\begin");
    return new Rich("text/latex", bare ? "$$" + formula + "$$" : formula);
  }

  public static Rich html(String html) {
    return new Rich("text/html", html);
  }

  public static Rich svg(String svg) {
    return new Rich("image/svg+xml", svg);
  }

  /** Asks the reader for a line. */
  public static String input(String prompt) {
    return host.input(prompt, false);
  }

  /** Asks the reader for a line that is not shown while it is typed. */
  public static String password(String prompt) {
    return host.input(prompt, true);
  }

  /** Ends the cell if the reader has pressed stop. For long loops in code that is not a cell's. */
  public static void checkInterrupted() {
    Interrupts.check();
  }
}
