package flowlab.kernel.shell;

import flowlab.kernel.display.NdArrays;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shapes that met when ND4J refused. Its messages name them in many ways, and where the refusal
 * comes from native code not at all; the variables of the failing line tell more.
 */
final class ShapeHint {
  /** Not an index, as in {@code x[1]}; but {@code [2, 3]x[4, 5]} are two shapes. */
  private static final Pattern SHAPE =
      Pattern.compile("(?:(?<!\\w)|(?<=\\]x))\\[\\d+(?:, ?\\d+)*\\]");

  private static final Pattern NAME =
      Pattern.compile("(?<![\\w.])[\\p{L}_]\\w*", Pattern.UNICODE_CHARACTER_CLASS);

  private ShapeHint() {}

  /**
   * @param line the source that was running
   * @param variables the value of a variable, or null
   */
  static Optional<String> of(
      List<StackTraceElement> frames,
      String message,
      String line,
      Function<String, Object> variables) {
    if (frames.isEmpty() || !frames.get(0).getClassName().startsWith("org.nd4j.")) {
      return Optional.empty();
    }
    var parts = new ArrayList<String>();
    Set<String> met = met(message);
    if (met.size() > 1) parts.add("shapes that met: " + String.join(" and ", met));
    List<String> named = named(line, variables);
    if (!named.isEmpty()) parts.add("in this line " + String.join(", ", named));
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", parts));
  }

  private static Set<String> met(String message) {
    var shapes = new LinkedHashSet<String>();
    Matcher shape = SHAPE.matcher(message);
    while (shape.find() && shapes.size() < 3) {
      boolean rank =
          shape.group().indexOf(',') < 0 && message.contains("dimensions " + shape.group());
      if (!rank) shapes.add(shape.group());
    }
    return shapes;
  }

  private static List<String> named(String line, Function<String, Object> variables) {
    var named = new LinkedHashSet<String>();
    Matcher name = NAME.matcher(Masked.of(line));
    while (name.find()) {
      NdArrays.shape(variables.apply(name.group()))
          .ifPresent(shape -> named.add(name.group() + " is " + shape));
    }
    return List.copyOf(named);
  }
}
