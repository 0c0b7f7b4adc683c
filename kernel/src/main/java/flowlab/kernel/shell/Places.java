package flowlab.kernel.shell;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import org.jspecify.annotations.Nullable;

/**
 * Where in a cell a frame of the virtual machine stands, while the cell still runs: JShell tells
 * only what its own evaluations throw, and only afterwards. What it writes above a snippet has the
 * same number of lines for each kind of snippet, all imports on one line.
 */
public final class Places {
  private static final int ABOVE = 4, ABOVE_VARIABLE = 6;
  private static final Pattern WRAPPER =
      Pattern.compile("(REPL\\.\\$JShell\\$[\\d_]+)[A-Z]*(\\$.*)?");

  /** A line of a cell. */
  public record Place(CellText text, int line) {
    String where() {
      return text.where(line);
    }

    String source() {
      return text.line(line);
    }
  }

  /** So many of the lines from {@code text} on are the snippet's. */
  private record Snippet(CellText text, int above, int lines) {}

  private final Map<String, Snippet> snippets = new ConcurrentHashMap<>();
  private volatile @Nullable CellText text;
  private volatile int lines;
  private volatile Runnable moved = () -> {};

  /** What happens when something may have come to stand elsewhere. */
  void onMoved(Runnable moved) {
    this.moved = moved;
  }

  /** What is evaluated from now on. */
  void evaluating(@Nullable CellText text, int lines) {
    this.text = text;
    this.lines = lines;
  }

  /** What makes all be as it is now. */
  Runnable evaluating() {
    CellText now = text;
    int many = lines;
    return () -> evaluating(now, many);
  }

  /** These classes are of what is evaluated; those seen before stay where they were declared. */
  void loaded(ClassBytecodes[] classes) {
    CellText now = text;
    if (now == null) return;
    for (ClassBytecodes each : classes) {
      Matcher wrapper = WRAPPER.matcher(each.name());
      if (!wrapper.matches() || wrapper.group(2) != null) continue;
      boolean variable = !Shape.of(each.bytecodes()).fields().isEmpty();
      snippets.merge(
          wrapper.group(1),
          new Snippet(now, variable ? ABOVE_VARIABLE : ABOVE, lines),
          (known, made) -> new Snippet(known.text(), made.above(), known.lines()));
    }
  }

  /** The snippet of this wrapper runs: it is what is evaluated, perhaps anew and elsewhere. */
  void begins(String wrapper) {
    CellText now = text;
    if (now != null) declared(wrapper, now);
  }

  /** The snippet of this wrapper has been declared here, perhaps anew. */
  void declared(String wrapper, CellText text) {
    Matcher name = WRAPPER.matcher(wrapper);
    if (!name.matches()) return;
    Snippet old = snippets.get(name.group(1));
    var now = new Snippet(text, old == null ? ABOVE : old.above(), lines);
    snippets.put(name.group(1), now);
    if (!now.equals(old)) moved.run();
  }

  /** The line that a frame stands in. */
  Optional<Place> of(StackTraceElement frame) {
    Matcher wrapper = WRAPPER.matcher(frame.getClassName());
    Snippet snippet = wrapper.matches() ? snippets.get(wrapper.group(1)) : null;
    if (snippet == null) return Optional.empty();
    int line = Math.max(0, frame.getLineNumber() - 1 - snippet.above());
    boolean written = line < snippet.lines(); // by the reader
    return written
        ? Optional.of(new Place(snippet.text(), snippet.text().firstLine() + line))
        : Optional.empty();
  }

  /** Whether a frame is of code that stands around what the reader wrote. */
  boolean isAround(StackTraceElement frame) {
    return WRAPPER.matcher(frame.getClassName()).matches() && of(frame).isEmpty();
  }

  /** Whether a frame is the beginning of what a snippet does. */
  static boolean isEntry(StackTraceElement frame) {
    return frame.getMethodName().equals("do_it$")
        && WRAPPER.matcher(frame.getClassName()).matches();
  }
}
