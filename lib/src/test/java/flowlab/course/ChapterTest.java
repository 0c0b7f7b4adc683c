package flowlab.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import flowlab.nd.Backend;
import org.junit.jupiter.api.Test;

class ChapterTest {
  /** The table of times is made from this sentence. */
  @Test
  void saysWhatComputesAndHowLongItTook() {
    assertEquals(Backend.describe(), Chapter.begin());
    String said = Chapter.end();
    assertTrue(said.matches("This run took [0-9]+ s at scale (ci|course|full)\\."), said);
  }
}
