package flowlab.kernel.magic;

import flowlab.kernel.cell.Magic;
import flowlab.kernel.display.Renderers;
import flowlab.kernel.shell.Outcome;
import flowlab.kernel.shell.Shell;

/** {@code %vars}: what is declared. */
final class Variables {
  private static final int LONGEST = 80;

  private final Shell shell;

  Variables(Shell shell) {
    this.shell = shell;
  }

  Outcome table() {
    var lines = new StringBuilder();
    shell
        .variables()
        .forEach(
            (variable, value) ->
                lines.append(
                    String.format(
                        "%-16s %-24s %s%n",
                        variable.name(), simple(variable.typeName()), brief(value))));
    System.out.print(lines.isEmpty() ? "no variables yet\n" : lines);
    return Magic.NOTHING;
  }

  /** A type without its packages. */
  private static String simple(String type) {
    return type.replaceAll("\\b(?:[a-z]\\w*\\.)+(?=[A-Z])", "");
  }

  private static String brief(Object value) {
    String text = Renderers.summary(value).replaceAll("\\s+", " ");
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }
}
