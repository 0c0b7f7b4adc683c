package flowlab.course;

import flowlab.train.Progress;
import java.io.PrintStream;

/** A line every so many steps, as the documents print it: loss, and milliseconds a step. */
final class TrainingLog implements Progress {
  private final int every;
  private final PrintStream out;
  private final Results results;
  private int last;
  private long since = System.nanoTime();
  private int lastShort;
  private long sinceShort = since;

  /**
   * @param every steps between two lines that are kept; others come about each minute
   * @param first steps done before
   */
  TrainingLog(int every, int first, PrintStream out, Results results) {
    this.every = every;
    this.last = first;
    this.lastShort = first;
    this.out = out;
    this.results = results;
  }

  @Override
  public void step(int done, int total, double loss) {
    long now = System.nanoTime();
    if (done % every == 0 || done == total) {
      double milliseconds = (now - since) / 1e6 / (done - last);
      out.printf("| iter %6d | %5.2f ms/step | loss %8.3f%n", done, milliseconds, loss);
      results.log(done, loss, milliseconds);
      last = done;
      since = now;
      lastShort = done;
      sinceShort = now;
    } else if (now - sinceShort > 60_000_000_000L) {
      double milliseconds = (now - sinceShort) / 1e6 / (done - lastShort);
      out.printf("       %6d   %5.2f ms/step   loss %8.3f%n", done, milliseconds, loss);
      lastShort = done;
      sinceShort = now;
    }
  }
}
