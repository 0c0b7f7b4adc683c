package flowlab.kernel.shell;

import flowlab.kernel.base.Throwables;
import flowlab.kernel.display.Texts;
import flowlab.kernel.shell.Outcome.Failure;
import flowlab.kernel.shell.Places.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.spi.SPIResolutionException;

/** Says what went wrong in the reader's own terms: the cell, the line, the source. */
final class Errors {
  private static final int FRAMES = 12, CAUSES = 5;

  private static final Pattern CAST =
      Pattern.compile("class (\\S+) cannot be cast to class (\\S+) \\(.*\\)");

  private final Places places;
  private final Function<String, Object> variables;
  private final Function<StackTraceElement, Optional<String>> lacks;

  /**
   * @param variables the value of a variable, or null
   * @param lacks what the declaration that a frame stands in still lacks
   */
  Errors(
      Places places,
      Function<String, Object> variables,
      Function<StackTraceElement, Optional<String>> lacks) {
    this.places = places;
    this.variables = variables;
    this.lacks = lacks;
  }

  /** A cell, or a piece of it, that does not compile, underlined where it does not. */
  Failure compilation(CellText cell, List<Problem> problems) {
    var lines = new ArrayList<String>();
    for (Problem problem : problems) {
      String[] message = problem.message().split("\n");
      int line = cell.lineAt(problem.at());
      int lineStart = cell.lineStart(problem.at());
      lines.add(Ansi.where(cell.where(line) + ":") + " " + Ansi.name(message[0]));
      lines.add(Ansi.source(line, cell.line(line)));
      lines.add(
          Ansi.underline(
              line,
              cell.line(line),
              problem.start() - lineStart,
              problem.at() - lineStart,
              problem.end() - lineStart));
      for (int i = 1; i < message.length; i++) {
        boolean empty = message[i].strip().matches("location: class"); // the wrapper's hidden name
        if (!empty) lines.add("  " + message[i].strip());
      }
    }
    return compilation(problems.get(0).inOneLine(), lines);
  }

  /** A piece of a cell at which the compiler itself fails. */
  Failure crashed(CellText origin) {
    return atFirstLine(origin, "the compiler fails at this, so it is not Java as it stands");
  }

  /** A type whose name the code around all cells needs. */
  Failure taken(CellText origin, Set<String> names) {
    String name = String.join(", ", names);
    return atFirstLine(origin, "before JDK 23 no type of a notebook can be called " + name);
  }

  /** A variable that cannot be made, because names do not exist. */
  Failure missing(CellText origin, String names) {
    return atFirstLine(origin, "there is no " + names);
  }

  private static Failure atFirstLine(CellText origin, String message) {
    int line = origin.firstLine();
    return compilation(
        message,
        List.of(
            Ansi.where(origin.where(line) + ":") + " " + Ansi.name(message),
            Ansi.source(line, origin.line(line))));
  }

  private static Failure compilation(String message, List<String> lines) {
    return new Failure("CompilationError", message, lines);
  }

  /** A cell that was stopped before or between its statements. */
  Failure stopped() {
    String message = "stopped";
    return new Failure("Interrupted", message, List.of(Ansi.name(message)));
  }

  /** An exception of the reader's code. */
  Failure thrown(Throwable e, boolean stopped) {
    var lines = new ArrayList<String>();
    List<StackTraceElement> frames = frames(e);
    Optional<Place> running = frames.stream().map(places::of).flatMap(Optional::stream).findFirst();
    String name = stopped ? "Interrupted" : name(e);
    String message = stopped ? "stopped" : message(e);
    if (stopped && running.isPresent()) message += " at " + running.get().where();
    lines.add(Ansi.name(name) + (message.isEmpty() ? "" : ": " + message));
    if (!stopped) {
      String line = running.map(Place::source).orElse("");
      ShapeHint.of(frames, Throwables.message(e), line, variables)
          .ifPresent(hint -> lines.add("  " + hint));
    }
    tell(e, frames, lines);
    Throwable cause = stopped ? null : Throwables.cause(e);
    Set<Throwable> told = Collections.newSetFromMap(new IdentityHashMap<>());
    told.add(e);
    for (int i = 0; cause != null && told.add(cause) && i < CAUSES; i++) { // they may form a ring
      lines.add("caused by " + Ansi.name(name(cause)) + ": " + message(cause));
      tell(cause, frames(cause), lines);
      cause = Throwables.cause(cause);
    }
    return new Failure(name, message, lines);
  }

  /** The frames down to where the cell begins. */
  private static List<StackTraceElement> frames(Throwable e) {
    List<StackTraceElement> frames = List.of(Throwables.frames(e));
    // the first frame of this one is of a body that JShell wrote
    if (e instanceof SPIResolutionException && frames.size() > 1) {
      frames = frames.subList(1, frames.size());
    }
    for (int i = frames.size() - 1; i >= 0; i--) {
      if (Places.isEntry(frames.get(i))) return frames.subList(0, i + 1);
    }
    return frames;
  }

  private static String name(Throwable e) {
    return e instanceof SPIResolutionException ? "UnresolvedReference" : Throwables.name(e);
  }

  private String message(Throwable e) {
    if (e instanceof SPIResolutionException) {
      StackTraceElement[] frames = Throwables.frames(e);
      String missing = frames.length == 0 ? null : lacks.apply(frames[0]).orElse(null);
      return missing == null ? "this was declared without all that it needs" : missing;
    }
    String message = Texts.readable(Throwables.message(e));
    Matcher cast = CAST.matcher(message);
    if (cast.matches() && cast.group(1).equals(cast.group(2))) {
      String type = cast.group(1);
      return "this value was made before " + type + " was changed; run the cell that made it again";
    }
    return message;
  }

  /** Frames of cells with their source; those of libraries folded; JShell's and ours left out. */
  private void tell(Throwable e, List<StackTraceElement> frames, List<String> lines) {
    int shown = 0, folded = 0;
    StackTraceElement called = null, next = null;
    Frames told = Frames.of(frames);
    for (int i = 0; i < told.once().size(); i++) {
      StackTraceElement frame = told.once().get(i);
      called = next;
      next = frame;
      if (frame.getClassName().matches("flowlab\\.(kernel|widget)\\..*")) continue;
      if (places.isAround(frame)) continue;
      Place place = places.of(frame).orElse(null);
      if (place == null && shown > 0 || shown >= FRAMES) {
        folded++;
        continue;
      }
      folded = fold(folded, lines);
      if (place == null) {
        lines.add("  in " + frame);
      } else {
        String method = frame.getMethodName();
        boolean named = !method.contains("do_it$");
        lines.add(
            "  in "
                + (named ? method.replaceAll("^lambda\\$.*", "a lambda") + ", " : "")
                + Ansi.where(place.where()));
        lines.add(Ansi.source(place.line(), place.source()));
        ThrowSite.in(place.source(), called, e.getClass().getName(), Throwables.message(e))
            .ifPresent(at -> lines.add(underline(place, at)));
      }
      shown++;
      if (!told.after(i).isEmpty()) lines.add(told.after(i));
    }
    fold(folded, lines);
  }

  private static String underline(Place place, MatchResult at) {
    return Ansi.underline(place.line(), place.source(), at.start(), at.start(), at.end());
  }

  private static int fold(int folded, List<String> lines) {
    if (folded > 0) lines.add("  … " + folded + (folded == 1 ? " more frame" : " more frames"));
    return 0;
  }
}
