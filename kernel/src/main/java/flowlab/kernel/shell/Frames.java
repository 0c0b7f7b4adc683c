package flowlab.kernel.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The frames of an exception with those of a recursion once: a few frames that come again and
 * again, one round after the other, are told by the first round and by how often it comes.
 *
 * @param once the frames that are told
 * @param rounds by the place of a round's last frame in {@code once}, how often it comes, at least
 *     {@value #LEAST} times
 */
record Frames(List<StackTraceElement> once, Map<Integer, Integer> rounds) {
  private static final int LONGEST = 20; // frames of a round
  private static final int LEAST = 3;

  static Frames of(List<StackTraceElement> all) {
    var once = new ArrayList<StackTraceElement>();
    var rounds = new LinkedHashMap<Integer, Integer>();
    for (int at = 0; at < all.size(); ) {
      int length = 1;
      int times = 1;
      for (int tried = 1; tried <= LONGEST && times < LEAST; tried++) {
        length = tried;
        times = times(all, at, tried);
      }
      if (times < LEAST) {
        once.add(all.get(at++));
        continue;
      }
      once.addAll(all.subList(at, at + length));
      rounds.put(once.size() - 1, times);
      at += length * times;
    }
    return new Frames(once, rounds);
  }

  /** How often the frames from here come, one round after the other. */
  private static int times(List<StackTraceElement> all, int at, int length) {
    int end = at + length;
    while (end < all.size() && all.get(end).equals(all.get(end - length))) end++;
    return (end - at) / length;
  }

  /** What is to be said after this frame: nothing, or that it ends a round. */
  String after(int place) {
    Integer times = rounds.get(place);
    return times == null ? "" : String.format(Locale.ROOT, "  … and so on, %,d times", times);
  }
}
