package flowlab.train;

import java.io.PrintStream;

/** Ten lines for a run, so that a log stays readable. */
final class LineProgress implements Progress {
  private final PrintStream out;
  private long started;
  private double sum;
  private int count;

  LineProgress(PrintStream out) {
    this.out = out;
  }

  @Override
  public void step(int done, int total, double loss) {
    if (done == 1) {
      started = System.nanoTime();
      sum = 0;
      count = 0;
    }
    sum += loss;
    count++;
    if (done == total || done % Math.max(1, total / 10) == 0) {
      double milliseconds = (System.nanoTime() - started) / 1e6 / Math.max(1, done - 1);
      out.printf(
          "step %,7d of %,d   loss %.4f   %.2f ms a step%n",
          done, total, sum / count, milliseconds);
      sum = 0;
      count = 0;
    }
  }
}
