package flowlab.kernel.api;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What every cell can call: its methods are imported statically. */
public final class Notebook {
  @SuppressWarnings("NullAway.Init") // before the first cell
  private static volatile Host host;

  /** Of each thread, as cells of several shells may run at once. */
  private static final ThreadLocal<String> LAST_ID = new ThreadLocal<>();

  private Notebook() {}

  /** For the kernel, once. */
  public static void connect(Host kernel) {
    host = kernel;
  }

  /** Shows a value below the cell; the id that comes back is for {@link #updateDisplay}. */
  public static String display(Object value) {
    return display(value, new String[0]);
  }

  /**
   * Shows a value as one of these MIME types, for example {@code display(svg, "image/svg+xml")}.
   */
  public static String display(Object value, String... mimes) {
    String id = show(value, mimes).id();
    LAST_ID.set(id);
    return id;
  }

  /** Shows a value below the cell, where it can be replaced: {@code show(1).update(2)}. */
  public static DisplayHandle show(Object value) {
    return show(value, new String[0]);
  }

  public static DisplayHandle show(Object value, String... mimes) {
    String id = UUID.randomUUID().toString();
    host.display(id, value, false, mimes);
    return new DisplayHandle(id, host);
  }

  /** Replaces what was shown under this id. */
  public static void updateDisplay(String id, Object value) {
    host.display(id, value, true);
  }

  public static void updateDisplay(String id, Object value, String... mimes) {
    host.display(id, value, true, mimes);
  }

  public static void updateDisplay(DisplayHandle handle, Object value) {
    handle.update(value);
  }

  /** For the kernel: whether this is what the last {@code display} gave back, so was shown. */
  public static boolean isShown(@Nullable Object value) {
    return value instanceof DisplayHandle || value != null && value == LAST_ID.get();
  }

  /** A value as {@link #display} would show it, not shown yet: the last line of a cell is. */
  public static Rendered render(Object value, String... mimes) {
    return host.render(value, mimes);
  }

  /** Runs text as a cell, magics too; gives its last value. */
  public static @Nullable Object eval(String code) {
    return host.eval(code);
  }

  /** {@code %name arguments}, and what it gives. */
  @SuppressWarnings("unchecked")
  public static <T> @Nullable T lineMagic(String name, List<String> arguments) {
    return (T) host.magic("%" + name, arguments, null);
  }

  /** {@code %%name arguments} with the rest of a cell. */
  @SuppressWarnings("unchecked")
  public static <T> @Nullable T cellMagic(String name, List<String> arguments, String body) {
    return (T) host.magic("%%" + name, arguments, body);
  }

  public static void printf(String format, Object... arguments) {
    System.out.printf(format, arguments);
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
