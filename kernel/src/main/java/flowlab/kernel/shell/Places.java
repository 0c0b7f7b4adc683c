package flowlab.kernel.shell;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;

/**
 * Where in a cell a frame of the virtual machine stands, while the cell still runs: JShell tells
 * only what its own evaluations throw, and only afterwards. What it writes above a snippet has the
 * same number of lines for each kind of snippet, all imports on one line.
 */
final class Places {
  private static final int ABOVE = 4, ABOVE_VARIABLE = 6;
  private static final Pattern WRAPPER =
      Pattern.compile("(REPL\\.\\$JShell\\$[\\d_]+)[A-Z]*(\\$.*)?");

  private record Place(CellText text, int above) {}

  private final Map<String, Place> places = new ConcurrentHashMap<>();
  private volatile CellText text;

  /** What is evaluated from now on. */
  void evaluating(CellText text) {
    this.text = text;
  }

  /** These classes are of what is evaluated; those seen before stay where they were declared. */
  void loaded(ClassBytecodes[] classes) {
    CellText now = text;
    if (now == null) return;
    for (ClassBytecodes each : classes) {
      Matcher wrapper = WRAPPER.matcher(each.name());
      if (!wrapper.matches() || wrapper.group(2) != null) continue;
      boolean variable = !Shape.of(each.bytecodes()).fields().isEmpty();
      places.putIfAbsent(wrapper.group(1), new Place(now, variable ? ABOVE_VARIABLE : ABOVE));
    }
  }

  /** The cell and line, and the source there. */
  Optional<String> of(StackTraceElement frame) {
    Matcher wrapper = WRAPPER.matcher(frame.getClassName());
    Place place = wrapper.matches() ? places.get(wrapper.group(1)) : null;
    if (place == null) return Optional.empty();
    CellText text = place.text();
    int line = text.firstLine() + Math.max(0, frame.getLineNumber() - 1 - place.above());
    return Optional.of(Ansi.where(text.where(line)) + "\n" + Ansi.source(line, text.line(line)));
  }
}
