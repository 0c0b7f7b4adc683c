package flowlab.kernel;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import flowlab.kernel.base.Json;
import flowlab.kernel.base.WholeFile;
import flowlab.kernel.protocol.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The cells that were run, in this and earlier sessions, and the answers to history_request. */
final class History {
  private static final int KEPT = 1000;

  /** One input; outputs are not kept. */
  record Entry(int session, int line, String input) {
    /** With outputs, the input is a pair whose second half is the output: none here. */
    List<Object> asJson(boolean withOutput) {
      return List.of(session, line, withOutput ? Arrays.asList(input, null) : input);
    }
  }

  private final Path file;
  private final List<Entry> entries = new ArrayList<>();
  private boolean loaded;
  private int session;
  private boolean torn; // the file may end within a line

  History(Path file) {
    this.file = file;
  }

  /** Where history is kept unless the environment says otherwise. */
  static Path file() {
    String named = System.getenv("FLOWLAB_KERNEL_HISTORY");
    if (named != null) return Path.of(named);
    String data = System.getenv("XDG_DATA_HOME");
    if (data == null) data = System.getenv("APPDATA");
    Path home = Path.of(System.getProperty("user.home"));
    Path folder = data == null ? home.resolve(".local/share") : Path.of(data);
    return folder.resolve("flowlab").resolve("history.jsonl");
  }

  synchronized void add(int line, String input) {
    load();
    var entry = new Entry(session, line, input);
    entries.add(entry);
    write(List.of(entry), this::append);
  }

  synchronized void answer(Request request) {
    load();
    Map<String, Object> asked = request.content();
    boolean withOutput = Json.flag(asked, "output", false);
    List<Object> found =
        find(asked).stream().<Object>map(entry -> entry.asJson(withOutput)).toList();
    request.reply(Map.of("status", "ok", "history", found));
  }

  /** Reads earlier sessions, once; a long file is cut. */
  private void load() {
    if (loaded) return;
    loaded = true;
    try {
      List<String> lines = Files.readAllLines(file);
      for (String line : lines) {
        try {
          Map<String, Object> json = Json.read(line.getBytes(StandardCharsets.UTF_8));
          String input = Json.text(json, "input", "");
          entries.add(
              new Entry(Json.number(json, "session", 0), Json.number(json, "line", 0), input));
        } catch (IOException e) {
          torn = true; // a line that was cut short
        }
      }
      if (entries.size() > 2 * KEPT) {
        entries.subList(0, entries.size() - KEPT).clear();
        write(entries, text -> WholeFile.write(file, text));
      }
    } catch (IOException e) {
      // none yet
    }
    session = 1 + entries.stream().mapToInt(Entry::session).max().orElse(0);
  }

  /** What may fail to write lines. */
  private interface Lines {
    void write(String lines) throws IOException;
  }

  private void write(List<Entry> added, Lines to) {
    var lines = new StringBuilder();
    for (Entry e : added) {
      var json = Map.of("session", e.session(), "line", e.line(), "input", e.input());
      lines.append(new String(Json.write(json), StandardCharsets.UTF_8)).append('\n');
    }
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      to.write(lines.toString());
    } catch (IOException e) {
      // a read-only home, a full disk: history lasts as long as the kernel
    }
  }

  /** A line that was cut short, by a full disk or the end of a kernel, does not spoil the next. */
  private void append(String lines) throws IOException {
    boolean fresh = torn;
    torn = true;
    Files.writeString(file, fresh ? "\n" + lines : lines, CREATE, APPEND);
    torn = false;
  }

  private List<Entry> find(Map<String, Object> asked) {
    int n = Json.number(asked, "n", Integer.MAX_VALUE);
    return switch (Json.text(asked, "hist_access_type", "tail")) {
      case "range" -> range(asked);
      case "search" -> last(search(asked), n);
      default -> last(entries, n);
    };
  }

  /** Lines from start up to stop, of this session (0) or counted back from it (-1, -2 …). */
  private List<Entry> range(Map<String, Object> asked) {
    int number = Json.number(asked, "session", 0);
    int wanted = number <= 0 ? session + number : number;
    int start = Json.number(asked, "start", 0);
    int stop = Json.number(asked, "stop", Integer.MAX_VALUE);
    return entries.stream()
        .filter(e -> e.session() == wanted && e.line() >= start && e.line() < stop)
        .toList();
  }

  private List<Entry> search(Map<String, Object> asked) {
    Pattern pattern = glob(Json.text(asked, "pattern", "*"));
    var found = new LinkedHashMap<Object, Entry>();
    boolean unique = Json.flag(asked, "unique", false);
    for (Entry entry : entries) {
      if (!pattern.matcher(entry.input()).matches()) continue;
      Object key = unique ? entry.input() : entry;
      found.remove(key); // the latest of equal ones stays, in its place
      found.put(key, entry);
    }
    return List.copyOf(found.values());
  }

  private static Pattern glob(String glob) {
    var regex = new StringBuilder();
    for (char c : glob.toCharArray()) {
      regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  private static List<Entry> last(List<Entry> all, int n) {
    return List.copyOf(all.subList(Math.max(0, all.size() - Math.max(0, n)), all.size()));
  }
}
