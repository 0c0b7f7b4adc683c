package flowlab.kernel;

import flowlab.kernel.protocol.Json;
import flowlab.kernel.protocol.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The cells that were run, and the answers to {@code history_request}. */
final class History {
  /** One input; outputs are not kept. */
  record Entry(int session, int line, String input) {
    List<Object> asJson(boolean withOutput) {
      // with outputs, the input is a pair whose second half is the output: none here
      Object shown = withOutput ? java.util.Arrays.asList(input, null) : input;
      return List.of(session, line, shown);
    }
  }

  private final List<Entry> entries = new ArrayList<>();
  private final int session = 1;

  synchronized void add(int line, String input) {
    entries.add(new Entry(session, line, input));
  }

  synchronized void answer(Request request) {
    Map<String, Object> asked = request.content();
    boolean withOutput = Json.flag(asked, "output", false);
    List<Object> found =
        find(asked).stream().<Object>map(entry -> entry.asJson(withOutput)).toList();
    request.reply(Map.of("status", "ok", "history", found));
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
