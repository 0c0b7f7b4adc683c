package flowlab.kernel.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FramesTest {
  /** Frames named by letters, as told: a recursion once, and how often. */
  private static String told(String letters) {
    List<StackTraceElement> all =
        Stream.of(letters.split("")).map(name -> new StackTraceElement("A", name, "A", 1)).toList();
    Frames frames = Frames.of(all);
    var told = new StringBuilder();
    for (int i = 0; i < frames.once().size(); i++) {
      told.append(frames.once().get(i).getMethodName());
      if (!frames.after(i).isEmpty()) told.append('[').append(frames.rounds().get(i)).append(']');
    }
    return told.toString();
  }

  @Test
  void aRoundIsToldOnce() {
    assertEquals("abc", told("abc"));
    assertEquals("aabb", told("aabb"));
    assertEquals("xa[1000]y", told("x" + "a".repeat(1000) + "y"));
    assertEquals("xab[500]ac", told("x" + "ab".repeat(500) + "ac"));
    assertEquals("aab[4]c", told("aab".repeat(4) + "c"));
    assertEquals("a[3]b[3]", told("aaabbb"));
    String long20 =
        Stream.iterate('a', c -> (char) (c + 1))
            .limit(20)
            .map(String::valueOf)
            .collect(Collectors.joining());
    assertEquals(long20 + "[50]", told(long20.repeat(50)));
  }

  @Test
  void aStackOverflowIsShort() {
    StackOverflowError thrown = null;
    try {
      even(1);
    } catch (StackOverflowError e) {
      thrown = e;
    }
    Frames frames = Frames.of(List.of(thrown.getStackTrace()));
    assertEquals(true, frames.once().size() < 10, "frames: " + frames.once().size());
    assertEquals(1, frames.rounds().size());
    int last = frames.rounds().keySet().iterator().next();
    assertEquals("  … and so on, 512 times", frames.after(last));
  }

  private static int even(int n) {
    return odd(n + 1) + 1;
  }

  private static int odd(int n) {
    return even(n + 1) + 1;
  }
}
