package flowlab.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a check found. End a cell with it and it is shown; {@link #orThrow()} makes it an assertion.
 *
 * <pre>
 * Fields.velocity(mine, exact)             // ✓ or ✗, what was expected, what came, where, a hint
 * Fields.velocity(mine, exact).orThrow()   // the same, and a failure stops the cell
 * </pre>
 *
 * @param name of the check, as the course calls it: A2
 * @param claim what should hold, in words or as a formula
 * @param passed whether it holds
 * @param facts what was found, in order: expected, came, where, error …
 * @param hint what to look at when it does not hold; empty where nothing is known
 */
public record Verdict(String name, String claim, boolean passed, List<Fact> facts, String hint) {
  /**
   * One line of what was found.
   *
   * @param what a word: expected, came, where
   * @param value what it is
   */
  public record Fact(String what, String value) {}

  public Verdict {
    facts = List.copyOf(facts);
  }

  /**
   * This verdict, if it holds.
   *
   * @throws CheckFailed if it does not, with the whole verdict as its message
   */
  public Verdict orThrow() {
    if (!passed) throw new CheckFailed(claim + "\n" + this);
    return this;
  }

  /** The value of a fact; empty if there is none of that name. */
  public String fact(String what) {
    return facts.stream()
        .filter(f -> f.what().equals(what))
        .map(Fact::value)
        .findFirst()
        .orElse("");
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(passed ? "✓ " : "✗ ").append(name).append("  ").append(shown());
    for (Fact fact : rows()) text.append("\n  %-9s %s".formatted(fact.what(), fact.value()));
    return text.toString();
  }

  /** What a notebook shows: a line with its facts below it. */
  public Map<String, Object> mimeBundle() {
    Map<String, Object> bundle = new LinkedHashMap<>();
    bundle.put("text/html", html());
    bundle.put("text/plain", toString());
    return bundle;
  }

  String html() {
    String colour =
        passed ? "#0072b2" : "#d55e00"; // told apart by the colour-blind, and by the sign
    StringBuilder html = new StringBuilder();
    html.append(
        "<div style=\"border-left:4px solid %s;padding:2px 10px;margin:4px 0\"><b style=\"color:%s\">%s %s</b> %s"
            .formatted(colour, colour, passed ? "✓" : "✗", escaped(name), escaped(shown())));
    html.append("<table style=\"margin:2px 0\">");
    for (Fact fact : rows()) {
      html.append(
          "<tr><td style=\"text-align:left;opacity:.7\">%s</td><td style=\"text-align:left\"><code>%s</code></td></tr>"
              .formatted(escaped(fact.what()), escaped(fact.value())));
    }
    return html.append("</table></div>").toString();
  }

  /** The claim is often the answer itself: it is shown to who has found it. */
  private String shown() {
    return passed ? claim : "does not hold yet";
  }

  private List<Fact> rows() {
    return hint.isEmpty()
        ? facts
        : Stream.concat(facts.stream(), Stream.of(new Fact("hint", hint))).toList();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
