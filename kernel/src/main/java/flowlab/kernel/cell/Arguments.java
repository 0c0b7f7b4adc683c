package flowlab.kernel.cell;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The arguments of a magic: words, or quoted words that hold spaces. */
public final class Arguments {
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

  private Arguments() {}

  public static List<String> of(String arguments) {
    var words = new ArrayList<String>();
    Matcher word = WORD.matcher(arguments);
    while (word.find()) {
      for (int group = 1; group <= 3; group++) {
        if (word.group(group) != null) words.add(word.group(group));
      }
    }
    return words;
  }

  /** The line that {@link #of} takes apart into these words. */
  public static String quoted(List<String> words) {
    return words.stream()
        .map(word -> word.matches("[^\\s\"']+") ? word : '"' + word + '"')
        .collect(Collectors.joining(" "));
  }
}
