package flowlab.kernel.debug;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The lines of cells that have code, and which of them have a breakpoint. */
final class Breakpoints {
  /**
   * One breakpoint.
   *
   * @param condition when it holds; empty for always
   * @param isReached whether there is code on the line
   */
  record Breakpoint(int line, String condition, boolean isReached) {}

  /** A line as front ends know it. */
  record Source(String path, int line) {}

  private final Function<StackTraceElement, Optional<Source>> source;
  private final Map<String, List<Breakpoint>> wanted = new LinkedHashMap<>();
  private final Map<CodeLine, Integer> numbers = new HashMap<>();
  private final List<CodeLine> lines = new ArrayList<>();
  private volatile Breakpoint[] at = {};

  /**
   * @param source where a line of a class stands, perhaps elsewhere than when it was loaded
   */
  Breakpoints(Function<StackTraceElement, Optional<Source>> source) {
    this.source = source;
  }

  /** The number of a line of code. */
  synchronized int number(CodeLine line) {
    Integer known = numbers.get(line);
    if (known != null) return known;
    numbers.put(line, lines.size());
    lines.add(line);
    if (at.length < lines.size()) at = Arrays.copyOf(at, 2 * lines.size());
    at[lines.size() - 1] = find(line);
    return lines.size() - 1;
  }

  synchronized CodeLine line(int number) {
    return lines.get(number);
  }

  /** The breakpoint at a line, or null. */
  Breakpoint at(int number) {
    return at[number];
  }

  synchronized void set(String path, List<Breakpoint> breakpoints) {
    if (breakpoints.isEmpty()) wanted.remove(path);
    else wanted.put(path, List.copyOf(breakpoints));
    look();
  }

  /** Looks again where each line stands. */
  synchronized void look() {
    for (int i = 0; i < lines.size(); i++) at[i] = find(lines.get(i));
  }

  synchronized boolean isEmpty() {
    return wanted.isEmpty();
  }

  synchronized Map<String, List<Breakpoint>> all() {
    return new LinkedHashMap<>(wanted);
  }

  synchronized void clear() {
    wanted.clear();
    look();
  }

  private Breakpoint find(CodeLine line) {
    if (wanted.isEmpty()) return null;
    Optional<Source> here = source.apply(line.frame());
    if (here.isEmpty()) return null;
    return wanted.getOrDefault(here.get().path(), List.of()).stream()
        .filter(each -> each.line() == here.get().line())
        .findFirst()
        .orElse(null);
  }
}
