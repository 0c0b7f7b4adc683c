package flowlab.kernel.cell;

import flowlab.kernel.base.Throwables;
import flowlab.kernel.shell.CellText;
import flowlab.kernel.shell.Inspection;
import flowlab.kernel.shell.Masked;
import flowlab.kernel.shell.Outcome;
import flowlab.kernel.shell.Shell;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs cells: Java goes to the shell, magics to whoever registered them. */
public final class CellRunner {
  /** A magic and the line that {@code %lsmagic} says of it. */
  public record Entry(String help, Magic magic) {}

  /** {@code ?name} or {@code name?}. */
  private static final Pattern QUESTION =
      Pattern.compile("(?U)\\s*(\\?\\??\\s*[\\w.$]+|[\\w.$]+\\s*\\?\\??)\\s*");

  private static final Pattern OF_JSHELL =
      Pattern.compile("\\s*/(?:[a-z]+(?:\\s[^\\n=;(]*)?|[?!]|-?\\d+)\\s*");

  private static final Pattern PACKAGE =
      Pattern.compile("\\A\\s*(package\\s+[\\p{L}\\p{N}_$.\\s]+;)");

  /** What readers of other kernels look for, and what it is here. */
  private static final Map<String, String> ELSEWHERE =
      Map.ofEntries(
          Map.entry("cd", "Java stays in its folder: give paths, or say !cd FOLDER && COMMAND"),
          Map.entry("pwd", "a command of the system is !pwd"),
          Map.entry("ls", "a command of the system is !ls"),
          Map.entry("cat", "a command of the system is !cat FILE"),
          Map.entry("mkdir", "a command of the system is !mkdir FOLDER"),
          Map.entry("run", "%load FILE runs the Java of a file"),
          Map.entry("who", "%vars lists the variables"),
          Map.entry("whos", "%vars lists the variables"),
          Map.entry("set_env", "Java cannot change its environment: set it before Jupyter starts"),
          Map.entry("reset", "restart the kernel, in the menu Kernel"),
          Map.entry("pip", "libraries of Java come with %maven GROUP:ARTIFACT:VERSION"),
          Map.entry("conda", "libraries of Java come with %maven GROUP:ARTIFACT:VERSION"),
          Map.entry("matplotlib", "pictures are shown without it"),
          Map.entry("python", "this kernel runs Java; a script runs with %%sh"),
          Map.entry("history", "the file of the notebook has what was run"));

  private final Shell shell;
  private final Map<String, Entry> magics = new ConcurrentSkipListMap<>();
  private Consumer<String> before = text -> {};

  public CellRunner(Shell shell) {
    this.shell = shell;
  }

  /** Registers {@code %name} or, with two signs, {@code %%name}. */
  public void register(String name, String help, Magic magic) {
    magics.put(name, new Entry(help, magic));
  }

  /** What is told of each piece of Java before it runs. */
  public void before(Consumer<String> before) {
    this.before = before;
  }

  public Map<String, Entry> magics() {
    return magics;
  }

  public Outcome list() {
    magics.forEach(
        (name, entry) -> System.out.println((name + " " + entry.help()).stripTrailing()));
    System.out.println("?name  what is known of a name");
    return Magic.NOTHING;
  }

  /** Runs a cell's parts until one fails; the value is the last part's. */
  public Outcome run(CellText cell) {
    Matcher question = QUESTION.matcher(cell.text());
    if (question.matches()) return help(question.group().replace("?", "").strip());
    if (OF_JSHELL.matcher(cell.text()).matches()) {
      return failure("JShell's own commands are not here; %help lists what there is instead");
    }
    Outcome outcome = Magic.NOTHING;
    for (CellPart part : CellPart.of(unpackaged(cell), magics.keySet(), this::isVariable)) {
      outcome = run(part);
      if (outcome instanceof Outcome.Failure) return outcome;
    }
    return outcome;
  }

  /** The Java of a cell, place by place, with blanks where it has magics. */
  public String java(String code) {
    return CellPart.java(code, magics.keySet(), this::isVariable);
  }

  private boolean isVariable(String name) {
    return shell.variables().keySet().stream().anyMatch(variable -> variable.name().equals(name));
  }

  /** A source file says its package first; in a notebook all classes are in one place. */
  private static CellText unpackaged(CellText cell) {
    Matcher found = PACKAGE.matcher(Masked.of(cell.text()));
    if (!found.find()) return cell;
    String blank = found.group(1).replaceAll("[^\\n]", " ");
    var text = new StringBuilder(cell.text()).replace(found.start(1), found.end(1), blank);
    return cell.with(text.toString());
  }

  private Outcome run(CellPart part) {
    if (part instanceof CellPart.Code code) {
      before.accept(code.text().text());
      return shell.evaluate(code.text());
    }
    if (part instanceof CellPart.Line line) {
      return magic(line.name(), line.arguments(), CellText.NONE);
    }
    var whole = (CellPart.Whole) part;
    return magic(whole.name(), whole.arguments(), whole.body());
  }

  /** Runs a magic. */
  public Outcome magic(String name, String arguments, CellText body) {
    Entry entry = magics.get(name);
    if (entry == null) return failure("there is no magic " + name + suggestion(name));
    if (name.startsWith("%%") && body == CellText.NONE) {
      return failure(name + " takes a whole cell: nothing but comments may stand above it");
    }
    try {
      return entry.magic().run(arguments, body);
    } catch (MagicException e) {
      return failure(Throwables.message(e));
    } catch (Throwable e) {
      if (shell.isStop(e)) {
        return new Outcome.Failure(
            "Interrupted", "stopped in " + name, List.of("stopped in " + name));
      }
      return failure(name + " failed: " + Throwables.text(e));
    }
  }

  private Outcome help(String name) {
    var known = Inspection.at(shell, name, name.length());
    return known.isEmpty() ? failure("nothing is known of " + name) : new Outcome.Page(known);
  }

  private static Outcome.Failure failure(String message) {
    return new Outcome.Failure(
        "MagicError", message, List.of("\u001b[31m" + message + "\u001b[0m"));
  }

  private String suggestion(String name) {
    String word = name.replace("%", "").toLowerCase(Locale.ROOT);
    String instead = ELSEWHERE.get(word);
    if (instead != null) return "; " + instead;
    for (String known : magics.keySet()) {
      if (known.replace("%", "").equalsIgnoreCase(word)) return "; did you mean " + known + "?";
    }
    String nearest = null;
    int best = 4;
    for (String known : magics.keySet()) {
      int distance = distance(name, known);
      if (distance < best) {
        best = distance;
        nearest = known;
      }
    }
    return nearest == null ? "; %lsmagic lists what there is" : "; did you mean " + nearest + "?";
  }

  /** How many letters must change to make one word of the other. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) row[j] = j;
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int same = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(same, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
